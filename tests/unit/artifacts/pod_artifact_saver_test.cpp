#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/artifacts/saver_fixture.hpp"

namespace oomscan::artifacts {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

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
                                           "log team/api/init previous", "log team/api/init", "named team/api"));
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
  EXPECT_EQ(findings[0].artifacts.pod_log_file, "") << "nobody looks for a log that is not there";
  EXPECT_EQ(findings[0].artifacts.no_log_because, "container 'app' is waiting to start");
  EXPECT_EQ(files_.files().size(), 1U);
}

TEST_F(PodArtifactSaverTest, TakesNothingFromAPodThatTookOverTheName) {
  add_pod_texts("db-0");
  PodObservation successor;
  successor.namespace_name = "team";
  successor.name = "db-0";
  successor.uid = "another";
  reader_.add_pod(successor);
  std::vector<Finding> findings = {finding("db-0", "app")};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_EQ(findings[0].state, State::gone);
  EXPECT_THAT(content(findings[0].artifacts.description_file), HasSubstr("pod no longer exists"));
  EXPECT_THAT(content(findings[0].artifacts.pod_log_file), HasSubstr("pod no longer exists"));
}

TEST_F(PodArtifactSaverTest, KnowsAStaticPodByTheUidThatItsEventsCarry) {
  add_pod_texts("etcd");
  PodObservation mirror;
  mirror.namespace_name = "team";
  mirror.name = "etcd";
  mirror.uid = "of-the-api";
  mirror.mirror_uid = "uid-of-etcd";
  reader_.add_pod(mirror);
  std::vector<Finding> findings = {finding("etcd", "app")};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_EQ(findings[0].state, State::active);
  EXPECT_THAT(content(findings[0].artifacts.pod_log_file), HasSubstr("current of etcd"));
}

TEST_F(PodArtifactSaverTest, AsksForTheLogsOfEachContainerIfNobodyKnowsWhichFailed) {
  add_pod_texts("api");
  reader_.set_log("team", "api", "envoy", false, "current of the proxy\n");
  PodObservation pod;
  pod.namespace_name = "team";
  pod.name = "api";
  pod.uid = "uid-of-api";
  pod.containers.resize(2);
  pod.containers[0].name = "app";
  pod.containers[1].name = "envoy";
  reader_.add_pod(pod);
  std::vector<Finding> findings = {finding("api", "")};
  EXPECT_THAT(save(findings), IsEmpty());
  const std::string log = content(findings[0].artifacts.pod_log_file);
  EXPECT_THAT(log, HasSubstr("current of api"));
  EXPECT_THAT(log, HasSubstr("===== container 'envoy', current run"));
  EXPECT_THAT(log, HasSubstr("current of the proxy"));
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
  EXPECT_EQ(gaps[0].subject, GapSubject::descriptions);
  EXPECT_EQ(gaps[0].reason, GapReason::not_found);
  EXPECT_THAT(content(findings[0].artifacts.pod_log_file), HasSubstr("alive"));
}

TEST_F(PodArtifactSaverTest, SavesLogsEvenIfDescribeFails) {
  add_pod_texts("api");
  reader_.fail("describe",
               Error{ErrorKind::timed_out, "describing pod 'api': no answer within 45 s", "raise --timeout"});
  std::vector<Finding> findings = {finding("api", "app")};
  EXPECT_THAT(save(findings), ElementsAre(Gap{"team", GapSubject::descriptions, GapReason::timed_out,
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
              ElementsAre(Gap{"team", GapSubject::logs, GapReason::forbidden,
                              "reading the log of 'a': forbidden (and 2 more pods)", "ask for pods/log"}));
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
  EXPECT_THAT(save(findings), ElementsAre(Gap{"", GapSubject::artifacts, GapReason::forbidden,
                                              "'/root-dir/prd' belongs to another user", "choose --artifacts-dir"}));
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
  EXPECT_THAT(save(findings),
              ElementsAre(Gap{"", GapSubject::artifacts, GapReason::io, "no space left on device", "free some"}));
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
              ElementsAre(Gap{"", GapSubject::artifacts, GapReason::interrupted,
                              "describe and logs of 2 of 3 pods were not saved", ""}));
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

TEST_F(PodArtifactSaverTest, AsksForNoLogOfAPodWhoseDescriptionIsAnothers) {
  add_pod_texts("db-0");
  reader_.set_described_uid("team", "db-0", "another");
  std::vector<Finding> findings = {finding("db-0", "app")};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_EQ(findings[0].state, State::gone);
  EXPECT_THAT(content(findings[0].artifacts.description_file), HasSubstr("pod no longer exists"));
  EXPECT_THAT(reader_.calls(), ElementsAre("describe team/db-0"));
}

TEST_F(PodArtifactSaverTest, BelievesADescriptionThatSaysWhoseItIs) {
  config_.logs = false;
  add_pod_texts("api");
  reader_.set_described_uid("team", "api", "uid-of-api");
  std::vector<Finding> findings = {finding("api", "app")};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_EQ(content(findings[0].artifacts.description_file), "Name: api\n");
  EXPECT_THAT(reader_.calls(), ElementsAre("describe team/api"));
}

TEST_F(PodArtifactSaverTest, KeepsADescriptionWithoutEventsAndMakesAGapOfThem) {
  add_pod_texts("api");
  reader_.describe_without_events("team", "api", Error{ErrorKind::forbidden, "listing the Events: forbidden", ""});
  std::vector<Finding> findings = {finding("api", "app")};
  EXPECT_THAT(save(findings), ElementsAre(Gap{"team", GapSubject::descriptions, GapReason::forbidden,
                                              "listing the Events: forbidden", ""}));
  EXPECT_EQ(content(findings[0].artifacts.description_file), "Name: api\n");
}

}  // namespace
}  // namespace oomscan::artifacts
