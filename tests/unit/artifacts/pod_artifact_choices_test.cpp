// What is redacted, and what is left out because it is not wanted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/artifacts/saver_fixture.hpp"

namespace oomscan::artifacts {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(PodArtifactSaverTest, CountsTheSecretsThatItReplacedInAllFiles) {
  const fakes::FakeRedactor redactor;
  redactor_ = &redactor;
  add_pod_texts("api");
  reader_.set_describe("team", "api", "PW: hunter2\nPW2: hunter2\n");
  reader_.set_log("team", "api", "app", true, "with hunter2\n");
  add_pod_texts("web");
  std::vector<Finding> findings = {finding("api", "app"), finding("web", "app"), finding("old", "app", State::gone)};
  findings[2].evidence[0].detail = "hunter2 was seen";
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_EQ(secrets_redacted_, 5);  // what is known of a pod that is gone stands in both of its files
  for (const auto& [path, text] : files_.files()) EXPECT_EQ(text.find("hunter2"), std::string::npos) << path;
  EXPECT_EQ(content(findings[0].artifacts.description_file),
            "redacted:   2 secrets (--no-redact keeps them)\n\nPW: [redacted: password]\nPW2: [redacted: password]\n");
  EXPECT_THAT(content(findings[0].artifacts.pod_log_file),
              HasSubstr("redacted:   1 secret (--no-redact keeps it)\n\n"));
  EXPECT_EQ(content(findings[1].artifacts.description_file), "Name: web\n");
  EXPECT_THAT(content(findings[2].artifacts.pod_log_file), HasSubstr("redacted:   1 secret"));
}

TEST_F(PodArtifactSaverTest, ShowsTheRedactorEachTextWhole) {
  const fakes::FakeRedactor redactor;
  redactor_ = &redactor;
  config_.log_file_bytes_max = 4;
  config_.describe_bytes_max = 4;
  add_pod_texts("api");
  std::vector<Finding> findings = {finding("api", "app")};
  save(findings);
  EXPECT_THAT(redactor.shown(), ::testing::IsSupersetOf({"Name: api\n", "previous of api\n", "current of api\n"}));
}

TEST_F(PodArtifactSaverTest, CountsNoSecretsOfAFileThatCouldNotBeWritten) {
  const fakes::FakeRedactor redactor;
  redactor_ = &redactor;
  config_.workers = 1;
  add_pod_texts("api");
  reader_.set_describe("team", "api", "hunter2\n");
  std::vector<Finding> findings = {finding("api", "app")};
  reader_.on_call([&](const std::string& call) {
    if (call == "describe team/api") files_.fail_next(Error{ErrorKind::io, "no space left on device", "free some"});
  });
  EXPECT_THAT(save(findings), ::testing::SizeIs(1));
  EXPECT_EQ(secrets_redacted_, 0);
}

TEST_F(PodArtifactSaverTest, RedactsWhyAPodCouldNotBeDescribed) {
  const fakes::FakeRedactor redactor;
  redactor_ = &redactor;
  add_pod_texts("api");
  reader_.fail("describe", Error{ErrorKind::bad_answer, "it said hunter2", ""});
  std::vector<Finding> findings = {finding("api", "app")};
  save(findings);
  EXPECT_THAT(content(findings[0].artifacts.description_file), HasSubstr("it said [redacted: password]"));
  EXPECT_THAT(content(findings[0].artifacts.description_file), HasSubstr("redacted:   1 secret"));
}

TEST_F(PodArtifactSaverTest, ReadsNoLogsIfNoneAreWanted) {
  config_.logs = false;
  add_pod_texts("api");
  std::vector<Finding> findings = {finding("api", "app"), finding("old", "app", State::gone)};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_THAT(reader_.calls(), ElementsAre("describe team/api", "named team/api"));
  for (const Finding& each : findings) {
    EXPECT_EQ(each.artifacts.pod_log_file, "");
    EXPECT_NE(each.artifacts.description_file, "");
  }
  EXPECT_EQ(files_.files().size(), 2U);
}

TEST_F(PodArtifactSaverTest, DescribesNothingIfThatIsNotWanted) {
  config_.descriptions = false;
  add_pod_texts("api");
  std::vector<Finding> findings = {finding("api", "app"), finding("old", "app", State::gone)};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_THAT(reader_.calls(), ElementsAre("log team/api/app previous", "log team/api/app", "named team/api"));
  for (const Finding& each : findings) {
    EXPECT_EQ(each.artifacts.description_file, "");
    EXPECT_NE(each.artifacts.pod_log_file, "");
  }
  EXPECT_THAT(content(findings[0].artifacts.pod_log_file), HasSubstr("current of api"));
  EXPECT_THAT(content(findings[1].artifacts.pod_log_file), HasSubstr("pod no longer exists"));
}

TEST_F(PodArtifactSaverTest, SaysThatAVanishedPodIsGoneEvenIfNoLogsAreWanted) {
  config_.logs = false;
  std::vector<Finding> findings = {finding("api", "app")};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_THAT(content(findings[0].artifacts.description_file), HasSubstr("pod no longer exists"));
  EXPECT_EQ(findings[0].artifacts.pod_log_file, "");
}

TEST_F(PodArtifactSaverTest, NamesOnlyWhatWasWantedWhenAStopLeftPodsUnsaved) {
  config_.workers = 1;
  config_.descriptions = false;
  std::stop_source stop;
  add_pod_texts("a");
  std::vector<Finding> findings = {finding("a", "app")};
  reader_.on_call([&](const std::string&) { stop.request_stop(); });
  EXPECT_THAT(save(findings, stop.get_token()), ElementsAre(Gap{"", GapSubject::artifacts, GapReason::interrupted,
                                                                "logs of 1 of 1 pods were not saved", ""}));
}

// Repeats the log that it was given.
class EchoingJudge : public LogJudge {
 public:
  [[nodiscard]] std::optional<LogCause> cause_of(std::string_view log) const override {
    if (log.empty()) return std::nullopt;
    return LogCause{LogCategory::unknown, std::string(log), "shape"};
  }
};

TEST_F(PodArtifactSaverTest, AsksWhatTheLogOfTheFailedRunSays) {
  const fakes::FakeRedactor redactor;
  const EchoingJudge judge;
  redactor_ = &redactor;
  log_judge_ = &judge;
  add_pod_texts("api");
  reader_.set_log("team", "api", "app", true, "hunter2 is wrong\n");
  add_pod_texts("web");
  reader_.set_log("team", "web", "app", true, "");
  std::vector<Finding> findings = {finding("api", "app"), finding("web", "app"), finding("old", "app", State::gone)};
  EXPECT_THAT(save(findings), IsEmpty());
  ASSERT_TRUE(findings[0].log_cause);
  EXPECT_EQ(findings[0].log_cause->line, "[redacted: password] is wrong\n");
  ASSERT_TRUE(findings[1].log_cause);
  EXPECT_EQ(findings[1].log_cause->line, "current of web\n");  // the only run that there was
  EXPECT_FALSE(findings[2].log_cause);
}

TEST_F(PodArtifactSaverTest, GivesEachContainerWhatItsOwnLogSays) {
  const EchoingJudge judge;
  log_judge_ = &judge;
  add_pod_texts("api");
  reader_.set_log("team", "api", "proxy", true, "of the proxy\n");
  std::vector<Finding> findings = {finding("api", "app"), finding("api", "proxy")};
  save(findings);
  EXPECT_EQ(findings[0].log_cause.value().line, "previous of api\n");
  EXPECT_EQ(findings[1].log_cause.value().line, "of the proxy\n");
}

}  // namespace
}  // namespace oomscan::artifacts
