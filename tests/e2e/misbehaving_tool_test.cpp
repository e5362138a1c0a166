// What no server can show: a tool that hangs, dies, asks for a password, says half of what it should.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/support/truth_match.hpp"
#include "e2e/support/workbench.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class MisbehavingTool : public ::testing::Test {
 protected:
  // The body of a bash script that stands in for oc; "$REAL" is the real one.
  std::string tool(const std::string& body) {
    const std::string path = (directory_.path() / "oc").string();
    write_file(path, "#!/bin/bash\nREAL='" + real_tool() + "'\n" + body + "\n", true);
    return path;
  }
  ProgramRun scan(const std::string& tool_path, Words words = {}) {
    words.insert(words.end(), {"--kubeconfig", fleet_.kubeconfig(), "--oc", tool_path, "--timeout", "3", "--retries",
                               "1", "--no-artifacts"});
    return workbench_.run(words);
  }
  void expect_nothing_left() {
    EXPECT_TRUE(eventually([&] { return processes_naming(workbench_.runtime().string()).empty(); }));
  }

  SimulatedFleet fleet_{{"--preset", "two-contexts"}};
  ScratchDirectory directory_;
  Workbench workbench_;
};

TEST_F(MisbehavingTool, ThatIsMissingIsAClearError) {
  const ProgramRun run = scan((directory_.path() / "nowhere").string());
  EXPECT_EQ(run.outcome.code, 1);
  EXPECT_THAT(run.outcome.err, AllOf(HasSubstr("error: "), HasSubstr("nowhere"), HasSubstr("hint: ")));
}

TEST_F(MisbehavingTool, ThatIsNotExecutableIsAClearError) {
  const std::string path = tool("exit 0");
  std::filesystem::permissions(path, std::filesystem::perms::owner_read);
  const ProgramRun run = scan(path);
  EXPECT_EQ(run.outcome.code, 1);
  EXPECT_THAT(run.outcome.err, HasSubstr("not executable"));
}

TEST_F(MisbehavingTool, ThatHangsIsEndedAtItsDeadline) {
  const ProgramRun run = scan(tool("sleep 1000"));
  EXPECT_EQ(run.outcome.code, 1);
  EXPECT_THAT(run.outcome.err, HasSubstr("no answer"));
  expect_nothing_left();
}

TEST_F(MisbehavingTool, WhoseRequestsHangIsAGapAndNotAWait) {
  const ProgramRun run = scan(tool(R"(case "$*" in *"config view"*) exec "$REAL" "$@" ;; *) sleep 1000 ;; esac)"));
  EXPECT_EQ(run.outcome.code, 1);
  ASSERT_FALSE(run.report.is_null()) << run.outcome.err;
  EXPECT_EQ(run.report.at("coverage")[0].at("gaps")[0].at("why"), "timed_out");
  EXPECT_THAT(run.outcome.out, Not(HasSubstr("no issues")));
  expect_nothing_left();
}

TEST_F(MisbehavingTool, ThatSaysHalfOfTheKubeconfigIsAnError) {
  const ProgramRun run = scan(tool(R"(printf '{"contexts": [{"name": "a"')"));
  EXPECT_EQ(run.outcome.code, 1);
  EXPECT_THAT(run.outcome.err, HasSubstr("error: "));
  EXPECT_TRUE(run.report.is_null());
}

TEST_F(MisbehavingTool, ThatSaysHalfOfAListIsAGapAndNotAnEmptyList) {
  const ProgramRun run =
      scan(tool(R"(case "$*" in *pods*) "$REAL" "$@" | head -c 20000 ;; *) exec "$REAL" "$@" ;; esac)"),
           {"--transport", "exec", "--current"});
  EXPECT_EQ(run.outcome.code, 3) << run.outcome.err;
  ASSERT_FALSE(run.report.is_null());
  EXPECT_EQ(run.report.at("coverage")[0].at("gaps")[0].at("what"), "pods");
  EXPECT_EQ(run.report.at("coverage")[0].at("gaps")[0].at("why"), "bad_answer");
}

TEST_F(MisbehavingTool, ThatDiesByASignalIsSaidSo) {
  const ProgramRun run = scan(tool(R"(case "$*" in *"config view"*) exec "$REAL" "$@" ;; *) kill -SEGV $$ ;; esac)"),
                              {"--transport", "exec", "--current"});
  EXPECT_EQ(run.outcome.code, 1);
  EXPECT_THAT(run.report.dump(), HasSubstr("signal"));
}

TEST_F(MisbehavingTool, ThatAsksForAPasswordGetsNoneAndIsNotWaitedFor) {
  const ProgramRun run = scan(
      tool(
          R"(case "$*" in *"config view"*) exec "$REAL" "$@" ;; *) printf 'Please enter Username: ' >&2; read -r name || { echo 'error: EOF' >&2; exit 1; } ;; esac)"),
      {"--transport", "exec", "--current"});
  EXPECT_EQ(run.outcome.code, 1);
  ASSERT_FALSE(run.report.is_null());
  EXPECT_EQ(run.report.at("coverage")[0].at("gaps")[0].at("why"), "unauthorized") << run.report.dump(1);
}

TEST_F(MisbehavingTool, ThatWarnsOnStderrIsListenedToAllTheSame) {
  const ProgramRun run = scan(tool("echo 'W1120 10:00:00 something is deprecated' >&2; exec \"$REAL\" \"$@\""));
  EXPECT_THAT(differences(run.report, fleet_.truth()), IsEmpty());
}

TEST_F(MisbehavingTool, WhoseProxyDoesNotStartIsUsedWithoutItAndThatIsSaid) {
  const std::string path =
      tool(R"(case "$*" in *proxy*) echo 'error: cannot listen' >&2; exit 1 ;; *) exec "$REAL" "$@" ;; esac)");
  const ProgramRun run = scan(path);
  EXPECT_THAT(differences(run.report, fleet_.truth()), IsEmpty());
  EXPECT_THAT(run.outcome.out + run.outcome.err, HasSubstr("cannot listen"));
  EXPECT_EQ(scan(path, {"--transport", "proxy"}).outcome.code, 1);
}

TEST_F(MisbehavingTool, WhoseProxyDiesInMidScanIsStartedAgain) {
  // The first proxy lives for a moment only.
  const std::string mark = (directory_.path() / "started").string();
  const std::string path = tool("case \"$*\" in *proxy*) if mkdir '" + mark +
                                "' 2>/dev/null; then timeout 1 \"$REAL\" \"$@\"; else exec \"$REAL\" \"$@\"; fi ;; *) "
                                "exec \"$REAL\" \"$@\" ;; esac");
  const ProgramRun run = workbench_.run({"--kubeconfig", fleet_.kubeconfig(), "--oc", path, "--no-artifacts",
                                         "--strategy", "namespace", "--ns-workers", "1", "--batch-size", "1"});
  EXPECT_THAT(differences(run.report, fleet_.truth()), IsEmpty()) << run.outcome.err;
}

}  // namespace
}  // namespace oomscan::e2e
