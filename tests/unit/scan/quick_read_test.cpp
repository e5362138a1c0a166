// --quick: the same findings as by whole lists, with less read; and what is read when that cannot be.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/scan/quick_scan.hpp"

namespace oomscan::scan {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(Quick, ReadsOneTableOfAClusterInWhichAllIsWellAndNamesWhatItCannotShow) {
  add_healthy("a", 3);
  add_healthy("b", 2);
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *"));
  const ScanReport report = scan();
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_FALSE(report.complete());
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(quick_gap()));
  EXPECT_EQ(report.coverage[0].status, CoverageStatus::partial);
  EXPECT_EQ(observer_.last_.pods, 5);
}

TEST_F(Quick, IsNotHowItIsDoneUnlessAskedFor) {
  add_healthy("a", 1);
  EXPECT_TRUE(scan(false).complete());
  EXPECT_EQ(one().count_of("rows"), 0U);
}

TEST_F(Quick, ReadsAPodThatAnEventNamesWithoutSearchingForIt) {
  add_healthy("a", 3);
  one().add_event(event("a", "healthy-a-1", "uid-healthy-a-1"));
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named a/healthy-a-1"));
  EXPECT_EQ(scan().findings.at(0).state, State::active);
}

TEST_F(Quick, CallsAPodGoneThatIsNamedByAnEventButNotInTheTable) {
  add_healthy("a", 1);
  one().add_event(event("a", "left", "uid-left"));
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *"));
  EXPECT_EQ(scan().findings.at(0).state, State::gone);
}

TEST_F(Quick, TellsASuccessorFromThePodThatTheEventMeant) {
  one().add_pod(pod("a", "web-0"));
  one().add_event(event("a", "web-0", "uid-of-the-old-one"));
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named a/web-0"));
  EXPECT_EQ(scan().findings.at(0).state, State::gone);
}

TEST_F(Quick, FindsAllThatDoNotRunByOneRequest) {
  add_healthy("a", 1);
  for (const char* name : {"x", "y", "z"}) add_bad("b", name);
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "phases *"));
}

TEST_F(Quick, SearchesForARestartedPodByItsName) {
  one().add_pod(pod("b", "restarted", "Bad"));
  one().set_row({"restarted", 1, 1, "Running", 3});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named */restarted"));
}

TEST_F(Quick, SearchesForAllPodsOfANameThatSeveralNamespacesUse) {
  one().add_event(event("a", "web-0", "uid-a-web-0"));
  for (const char* space : {"a", "b", "c"}) add_bad(space, "web-0");
  one().set_row({"web-0", 1, 1, "Running", 2});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named a/web-0", "named */web-0"));
}

TEST_F(Quick, DoesNotSearchForANameWhoseEveryPlaceAnEventNames) {
  for (const char* space : {"a", "b"}) {
    add_bad(space, "web-0");
    one().add_event(event(space, "web-0", std::string{"uid-"} + space + "-web-0"));
  }
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named a/web-0", "named b/web-0"));
}

TEST_F(Quick, SearchesWhereTheNamespaceOfAnEventHasNoSuchPodAnyMore) {
  one().add_namespace("a");
  one().add_event(event("a", "web-0", "uid-gone"));
  one().add_pod(pod("b", "web-0", "Bad"));
  one().set_row({"web-0", 1, 1, "Running", 2});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named a/web-0", "named */web-0"));
}

TEST_F(Quick, AsksForNothingOlderThanTheTable) {
  add_healthy("a", 1);
  one().add_event(event("a", "healthy-a-0", ""));
  one().add_pod(pod("b", "restarted"));
  one().set_row({"restarted", 1, 1, "Running", 3});
  add_bad("b", "x");
  (void)scan();
  ASSERT_THAT(one().selections(), SizeIs(3));
  for (const PodSelection& selection : one().selections()) {
    EXPECT_EQ(selection.not_older_than, fakes::FakeClusterReader::kResourceVersion);
  }
}

TEST_F(Quick, ReadsTheSiblingsOfAFailedPodOfAJobOnce) {
  one().add_pod(of_job(pod("a", "job-1", "Bad"), Seconds{10}));
  one().add_pod(of_job(pod("a", "job-2", "Bad"), Seconds{20}));
  one().add_pod(of_job(pod("a", "job-3", "Succeeded"), Seconds{30}));
  one().set_row({"job-1", 0, 1, "OOMKilled", 0});
  one().set_row({"job-2", 0, 1, "OOMKilled", 0});
  one().set_row({"job-3", 0, 1, "Completed", 0});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "phases *", "job a/uid-job"));
  EXPECT_THAT(scan().findings,
              ElementsAre(Field(&Finding::state, State::recovered), Field(&Finding::state, State::recovered)));
}

TEST_F(Quick, AsksForNoSiblingsWhereEveryPodThatMayHaveSucceededWasReadAnyway) {
  one().add_pod(of_job(pod("a", "job-1", "Bad"), Seconds{10}));
  one().add_pod(of_job(pod("a", "job-3", "Succeeded"), Seconds{30}));
  one().set_row({"job-1", 0, 1, "OOMKilled", 0});
  one().set_row({"job-3", 0, 2, "Completed", 0});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "phases *", "named */job-3"));
  EXPECT_EQ(scan().findings.at(0).state, State::recovered);
}

TEST_F(Quick, ReadsTheNamespaceOfAJobThatLabelsItsPodsItself) {
  one().add_pod(of_job(pod("a", "job-1", "Bad"), Seconds{10}));
  one().add_pod(of_job(pod("a", "job-3", "Succeeded"), Seconds{30}));
  one().set_row({"job-1", 0, 1, "OOMKilled", 0});
  one().set_row({"job-3", 0, 1, "Completed", 0});
  one().hide_from_its_job("uid-job-1");
  one().hide_from_its_job("uid-job-3");
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "phases *", "job a/uid-job", "pods a"));
  EXPECT_EQ(scan().findings.at(0).state, State::recovered);
}

TEST_F(Quick, ReadsATableOfEachNamespaceWhereTheScanGoesByNamespace) {
  settings_.strategy = Strategy::namespaces;
  settings_.namespaces_per_batch = 1;
  add_healthy("a", 2);
  add_bad("b", "x");
  one().add_event(event("b", "left", "uid-left"));
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows a", "rows b", "named b/x"));
  EXPECT_THAT(scan().coverage[0].gaps, ElementsAre(quick_gap()));
}

TEST_F(Quick, ReadsTablesOfNamespacesIfNotAllOfTheClusterIsSelected) {
  for (const char* space : {"a", "b", "c"}) add_healthy(space, 1);
  add_bad("b", "x");
  filter_ = NamespaceFilter::compile({}, {"c"}).value();
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows a", "rows b", "named b/x"));
}

TEST_F(Quick, GoesByNamespaceWhereTheWholeTableIsForbidden) {
  add_healthy("a", 1);
  add_bad("b", "x");
  one().fail("rows *", Error{ErrorKind::forbidden, "403", ""});
  one().fail("pods *", Error{ErrorKind::forbidden, "403", ""});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "rows a", "rows b", "named b/x"));
}

}  // namespace
}  // namespace oomscan::scan
