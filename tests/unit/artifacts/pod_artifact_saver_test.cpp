#include "artifacts/pod_artifact_saver.hpp"

#include <atomic>
#include <memory>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifacts/artifact_saver.hpp"
#include "fakes/fake_cluster_reader.hpp"
#include "fakes/fake_file_store.hpp"
#include "fakes/fake_redactor.hpp"

namespace oomscan::artifacts {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// As many threads as asked for, so that the thread sanitizer has something to see.
class ThreadedScheduler : public Scheduler {
 public:
  void for_each(std::size_t count, std::size_t workers, const std::function<void(std::size_t)>& task,
                std::stop_token stop) override {
    workers_asked = workers;
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < workers; ++i) {
      threads.emplace_back([&] {
        for (std::size_t index = next++; index < count && !stop.stop_requested(); index = next++) task(index);
      });
    }
  }
  std::size_t workers_asked = 0;
};

class PodArtifactSaverTest : public ::testing::Test {
 protected:
  PodArtifactSaverTest() {
    config_.root_dir = "/root-dir";
    config_.stamp = parse_rfc3339("2025-12-12T05:25:40Z").value();
    config_.workers = 3;
  }

  static Finding finding(std::string pod, std::string container, State state = State::active) {
    Finding made;
    made.cluster = "prd";
    made.namespace_name = "team";
    made.pod = std::move(pod);
    made.pod_uid = "uid-of-" + made.pod;
    made.container = std::move(container);
    made.type = "OOMKilled";
    made.state = state;
    made.evidence = {{Source::events, std::nullopt, "seen by an event"}};
    return made;
  }

  void add_pod_texts(const std::string& pod) {
    reader_.set_describe("team", pod, "Name: " + pod + "\n");
    reader_.set_log("team", pod, "app", true, "previous of " + pod + "\n");
    reader_.set_log("team", pod, "app", false, "current of " + pod + "\n");
  }

  std::vector<Gap> save(std::vector<Finding>& findings, std::stop_token stop = {}) {
    SavedArtifacts saved =
        make_artifact_saver(config_, files_, scheduler_, redactor_)->save("prd", reader_, findings, stop);
    secrets_redacted_ = saved.secrets_redacted;
    return std::move(saved.gaps);
  }

  std::string content(const std::string& path) {
    const auto all = files_.files();
    const auto found = all.find(path);
    return found == all.end() ? "no such file: " + path : found->second;
  }

  ArtifactsConfig config_;
  fakes::FakeFileStore files_;
  fakes::FakeClusterReader reader_;
  ThreadedScheduler scheduler_;
  const Redactor* redactor_ = nullptr;
  std::int64_t secrets_redacted_ = 0;
};

TEST_F(PodArtifactSaverTest, SavesDescribeAndLogsOfAPod) {
  add_pod_texts("api");
  std::vector<Finding> findings = {finding("api", "app")};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_EQ(findings[0].artifacts.description_file, "/root-dir/prd/team__api__2025-12-12T05-25-40Z__desc.txt");
  EXPECT_EQ(findings[0].artifacts.pod_log_file, "/root-dir/prd/team__api__2025-12-12T05-25-40Z__log.txt");
  EXPECT_EQ(content(findings[0].artifacts.description_file), "Name: api\n");
  const std::string log = content(findings[0].artifacts.pod_log_file);
  EXPECT_THAT(log, StartsWith("cluster:    prd\nnamespace:  team\npod:        api\n"));
  EXPECT_LT(log.find("previous of api"), log.find("current of api"));
}

TEST_F(PodArtifactSaverTest, AsksOnceForAPodWithSeveralFindings) {
  add_pod_texts("api");
  std::vector<Finding> findings = {finding("api", "app"), finding("api", "app"), finding("api", "init")};
  findings[1].type = "CrashLoopBackOff";
  save(findings);
  EXPECT_EQ(findings[0].artifacts, findings[1].artifacts);
  EXPECT_EQ(findings[0].artifacts, findings[2].artifacts);
  EXPECT_EQ(files_.files().size(), 2U);
  EXPECT_THAT(reader_.calls(), ElementsAre("describe team/api", "log team/api/app previous", "log team/api/app",
                                           "log team/api/init previous", "log team/api/init"));
}

TEST_F(PodArtifactSaverTest, AsksForLogsWithinItsCaps) {
  config_.log_lines_max = 7;
  config_.log_bytes_max = 99;
  add_pod_texts("api");
  std::vector<Finding> findings = {finding("api", "app")};
  save(findings);
  ASSERT_EQ(reader_.log_requests().size(), 2U);
  EXPECT_EQ(reader_.log_requests()[0].tail_lines, 7U);
  EXPECT_EQ(reader_.log_requests()[0].bytes_max, 99U);
}

TEST_F(PodArtifactSaverTest, HandsItsWorkersOverAndSavesManyPods) {
  std::vector<Finding> findings;
  for (int i = 0; i < 40; ++i) {
    add_pod_texts(fmt::format("api-{}", i));
    findings.push_back(finding(fmt::format("api-{}", i), "app"));
  }
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_EQ(scheduler_.workers_asked, 3U);
  EXPECT_EQ(files_.files().size(), 80U);
  for (const Finding& each : findings) {
    EXPECT_EQ(content(each.artifacts.description_file), "Name: " + each.pod + "\n");
  }
}

TEST_F(PodArtifactSaverTest, TakesAMissingPreviousLogForANormalAnswer) {
  reader_.set_describe("team", "api", "Name: api\n");
  reader_.set_log("team", "api", "app", false, "current\n");
  std::vector<Finding> findings = {finding("api", "app")};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_THAT(content(findings[0].artifacts.pod_log_file), HasSubstr("(no previous log: "));
}

TEST_F(PodArtifactSaverTest, TakesAContainerThatWaitsToStartForANormalAnswer) {
  reader_.set_describe("team", "api", "Name: api\n");
  reader_.fail("log team/api/app", Error{ErrorKind::not_found, "container 'app' is waiting to start", ""});
  std::vector<Finding> findings = {finding("api", "app")};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_THAT(content(findings[0].artifacts.pod_log_file), HasSubstr("(no log: container 'app' is waiting to start)"));
}

TEST_F(PodArtifactSaverTest, AsksNothingAboutAPodThatIsGone) {
  std::vector<Finding> findings = {finding("api", "app", State::gone)};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_THAT(reader_.calls(), IsEmpty());
  for (const std::string& path : {findings[0].artifacts.description_file, findings[0].artifacts.pod_log_file}) {
    EXPECT_THAT(content(path), HasSubstr("pod no longer exists"));
    EXPECT_THAT(content(path), HasSubstr("seen by an event"));
  }
}

TEST_F(PodArtifactSaverTest, KeepsAGonePodsFilesApartFromThoseOfItsSuccessor) {
  add_pod_texts("db-0");
  std::vector<Finding> findings = {finding("db-0", "app", State::gone), finding("db-0", "app")};
  findings[0].pod_uid = "older";
  config_.workers = 1;
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_NE(findings[0].artifacts.description_file, findings[1].artifacts.description_file);
  EXPECT_THAT(content(findings[0].artifacts.description_file), HasSubstr("pod no longer exists"));
  EXPECT_EQ(content(findings[1].artifacts.description_file), "Name: db-0\n");
}

TEST_F(PodArtifactSaverTest, StillTriesAPodWhoseStateIsUnknown) {
  add_pod_texts("api");
  std::vector<Finding> findings = {finding("api", "app", State::unknown)};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_EQ(content(findings[0].artifacts.description_file), "Name: api\n");
}

TEST_F(PodArtifactSaverTest, SaysThatAPodHasVanishedSinceItWasListed) {
  std::vector<Finding> findings = {finding("api", "app")};  // the reader knows neither pod nor logs
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_THAT(content(findings[0].artifacts.description_file), HasSubstr("pod no longer exists"));
  EXPECT_THAT(content(findings[0].artifacts.pod_log_file), HasSubstr("pod no longer exists"));
}

TEST_F(PodArtifactSaverTest, DoesNotBelieveThatAPodWithLogsHasVanished) {
  reader_.set_log("team", "api", "app", false, "alive\n");
  std::vector<Finding> findings = {finding("api", "app")};
  const auto gaps = save(findings);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].what, "describe");
  EXPECT_EQ(gaps[0].why, "not_found");
  EXPECT_THAT(content(findings[0].artifacts.pod_log_file), HasSubstr("alive"));
}

TEST_F(PodArtifactSaverTest, SavesLogsEvenIfDescribeFails) {
  add_pod_texts("api");
  reader_.fail("describe",
               Error{ErrorKind::timed_out, "describing pod 'api': no answer within 45 s", "raise --timeout"});
  std::vector<Finding> findings = {finding("api", "app")};
  EXPECT_THAT(save(findings), ElementsAre(Gap{"team", "describe", "timed_out",
                                              "describing pod 'api': no answer within 45 s", "raise --timeout"}));
  EXPECT_THAT(content(findings[0].artifacts.description_file), HasSubstr("(not described: describing pod 'api'"));
  EXPECT_THAT(content(findings[0].artifacts.description_file), HasSubstr("seen by an event"));
  EXPECT_THAT(content(findings[0].artifacts.pod_log_file), HasSubstr("current of api"));
}

TEST_F(PodArtifactSaverTest, SaysForbiddenLogsOnceForANamespace) {
  config_.workers = 1;
  std::vector<Finding> findings;
  for (const std::string pod : {"a", "b", "c"}) {
    add_pod_texts(pod);
    findings.push_back(finding(pod, "app"));
  }
  reader_.fail("log", Error{ErrorKind::forbidden, "reading the log of 'a': forbidden", "ask for pods/log"});
  EXPECT_THAT(save(findings),
              ElementsAre(Gap{"team", "log", "forbidden", "reading the log of 'a': forbidden (and 2 more pods)",
                              "ask for pods/log"}));
  EXPECT_THAT(content(findings[2].artifacts.pod_log_file), HasSubstr("(not read: reading the log of 'a': forbidden)"));
}

TEST_F(PodArtifactSaverTest, ReportsEachNamespaceThatForbidsLogs) {
  std::vector<Finding> findings = {finding("a", "app"), finding("b", "app")};
  findings[1].namespace_name = "other";
  add_pod_texts("a");
  reader_.set_describe("other", "b", "Name: b\n");
  reader_.fail("log", Error{ErrorKind::forbidden, "forbidden", ""});
  const auto gaps = save(findings);
  ASSERT_EQ(gaps.size(), 2U);
  EXPECT_EQ(gaps[0].namespace_name, "team");
  EXPECT_EQ(gaps[1].namespace_name, "other");
}

TEST_F(PodArtifactSaverTest, MakesOneGapAndNoRequestIfTheDirectoryCannotBeOpened) {
  add_pod_texts("api");
  files_.fail_next(Error{ErrorKind::forbidden, "'/root-dir/prd' belongs to another user", "choose --artifacts-dir"});
  std::vector<Finding> findings = {finding("api", "app"), finding("api2", "app")};
  EXPECT_THAT(save(findings), ElementsAre(Gap{"", "artifacts", "forbidden",
                                              "saving artifacts of 'prd': '/root-dir/prd' belongs to another user",
                                              "choose --artifacts-dir"}));
  EXPECT_THAT(reader_.calls(), IsEmpty());
  EXPECT_EQ(findings[0].artifacts, Artifacts{});
}

TEST_F(PodArtifactSaverTest, LeavesThePathOfAFileThatCouldNotBeWrittenEmpty) {
  config_.workers = 1;
  add_pod_texts("api");
  std::vector<Finding> findings = {finding("api", "app")};
  // The directory opens; then the disk is full for one file.
  reader_.on_call([&](const std::string& call) {
    if (call == "describe team/api") files_.fail_next(Error{ErrorKind::io, "no space left on device", "free some"});
  });
  EXPECT_THAT(save(findings), ElementsAre(Gap{"", "artifacts", "io", "no space left on device", "free some"}));
  EXPECT_EQ(findings[0].artifacts.description_file, "");
  EXPECT_THAT(findings[0].artifacts.pod_log_file, EndsWith("__log.txt"));
}

TEST_F(PodArtifactSaverTest, CountsWhatAStopLeftUnsaved) {
  config_.workers = 1;
  std::stop_source stop;
  std::vector<Finding> findings;
  for (const std::string pod : {"a", "b", "c"}) {
    add_pod_texts(pod);
    findings.push_back(finding(pod, "app"));
  }
  reader_.on_call([&](const std::string& call) {
    if (call == "log team/b/app previous") stop.request_stop();
  });
  EXPECT_THAT(save(findings, stop.get_token()),
              ElementsAre(Gap{"", "artifacts", "interrupted", "describe and logs of 2 of 3 pods were not saved", ""}));
  EXPECT_NE(findings[0].artifacts.pod_log_file, "");
  EXPECT_EQ(findings[1].artifacts, Artifacts{});
  EXPECT_EQ(findings[2].artifacts, Artifacts{});
  EXPECT_EQ(files_.files().size(), 2U);
}

TEST_F(PodArtifactSaverTest, TouchesNothingWithoutFindingsOfPods) {
  files_.fail_next(Error{ErrorKind::io, "must not be asked", ""});
  std::vector<Finding> none;
  EXPECT_THAT(save(none), IsEmpty());
  std::vector<Finding> of_a_node = {finding("", "")};
  EXPECT_THAT(save(of_a_node), IsEmpty());
  EXPECT_THAT(reader_.calls(), IsEmpty());
}

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
  EXPECT_THAT(reader_.calls(), ElementsAre("describe team/api"));
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
  EXPECT_THAT(reader_.calls(), ElementsAre("log team/api/app previous", "log team/api/app"));
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
  EXPECT_THAT(save(findings, stop.get_token()),
              ElementsAre(Gap{"", "artifacts", "interrupted", "logs of 1 of 1 pods were not saved", ""}));
}

}  // namespace
}  // namespace oomscan::artifacts
