// Ctrl-C, and worse: what was found is written, and nothing is left behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "e2e/support/workbench.hpp"

namespace oomscan::e2e {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Interruption : public ::testing::Test {
 protected:
  // A scan in its middle: one cluster is done, the next is being read slowly, namespace by namespace.
  void start_and_wait_for_the_middle() {
    process_ = workbench_.start({"--kubeconfig", fleet_.kubeconfig(), "--strategy", "namespace", "--batch-size", "1",
                                 "--ns-workers", "1", "--ns-batch-size", "1", "--no-artifacts"});
    ASSERT_TRUE(eventually([&] {
      const std::string said = process_->error_output();
      const std::size_t done = said.find(" findings");
      return process_->ended() || (done != std::string::npos && said.find(": started", done) != std::string::npos &&
                                   !processes_naming(marker(), "kubectl").empty());
    }));
    ASSERT_FALSE(process_->ended()) << process_->error_output();
  }
  [[nodiscard]] std::string marker() const { return workbench_.runtime().string(); }
  [[nodiscard]] int program() const {
    const std::vector<int> ids = processes_naming(marker(), "oom-scan");
    return ids.empty() ? -1 : ids.front();
  }
  void expect_nothing_left() const {
    EXPECT_TRUE(eventually([&] { return processes_naming(marker()).empty(); }));
    EXPECT_TRUE(eventually([&] { return fs::is_empty(workbench_.runtime()); }));
    for (const fs::directory_entry& file : fs::directory_iterator{workbench_.output()}) {
      EXPECT_THAT(file.path().filename().string(), Not(HasSubstr("tmp")));
    }
  }

  SimulatedFleet fleet_{{"--preset", "demo", "--latency-ms", "150"}};
  Workbench workbench_;
  std::unique_ptr<RunningProcess> process_;
};

TEST_F(Interruption, WritesWhatWasFoundAndLeavesNothingBehind) {
  start_and_wait_for_the_middle();
  ASSERT_EQ(kill(program(), SIGINT), 0);
  ASSERT_TRUE(eventually([&] { return process_->ended().has_value(); }));
  EXPECT_EQ(process_->ended()->code, 130);
  const ProgramRun run = workbench_.results(*process_->ended());
  ASSERT_FALSE(run.report.is_null());
  EXPECT_EQ(run.report.at("interrupted"), true);
  EXPECT_EQ(run.report.at("complete"), false);
  EXPECT_THAT(run.report.at("findings"), Not(IsEmpty()));
  EXPECT_THAT(run.report.dump(), HasSubstr(R"("why":"interrupted")"));
  EXPECT_NE(run.csv, "");
  expect_nothing_left();
}

TEST_F(Interruption, LeavesAtOnceWhenAskedTwice) {
  start_and_wait_for_the_middle();
  const int id = program();
  ASSERT_EQ(kill(id, SIGINT), 0);
  kill(id, SIGTERM);
  ASSERT_TRUE(eventually([&] { return process_->ended().has_value(); }));
  EXPECT_EQ(process_->ended()->code, 130);
  expect_nothing_left();
}

TEST_F(Interruption, ByKillLeavesNeitherProcessNorSocketNorHalfAFile) {
  start_and_wait_for_the_middle();
  ASSERT_EQ(kill(program(), SIGKILL), 0);
  ASSERT_TRUE(eventually([&] { return process_->ended().has_value(); }));
  expect_nothing_left();
  EXPECT_FALSE(fs::exists(workbench_.output() / "oom_results.json"));
  // And the next run works.
  EXPECT_EQ(workbench_.run({"--kubeconfig", fleet_.kubeconfig(), "--current", "--no-artifacts"}).outcome.code, 0);
}

}  // namespace
}  // namespace oomscan::e2e
