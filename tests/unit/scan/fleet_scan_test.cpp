#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/scan/fleet_scan_fixture.hpp"

namespace oomscan::scan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST_F(FleetScanTest, JudgesByTheTimeOfReadingSoThatAFailureDuringALongScanIsInTheRange) {
  one().add_namespace("a");
  one().add_pod(pod("a", "p", "Bad"));
  clock_.set_now(settings_.range.to + Seconds{1800});
  const ScanReport report = scan();
  EXPECT_EQ(judge_.last_frame.now, clock_.now());
  EXPECT_TRUE(judge_.last_frame.range.contains(clock_.now()));
  EXPECT_EQ(judge_.last_frame.range.from, settings_.range.from);
  EXPECT_EQ(report.time_range.to, settings_.range.to);
}

TEST_F(FleetScanTest, ReadsAWholeClusterWithTwoListsAndIsComplete) {
  one().add_pod(pod("a", "bad", "Bad"));
  one().add_pod(pod("b", "healthy"));
  add_old_event(one(), "kube-system");
  const ScanReport report = scan();
  EXPECT_TRUE(report.complete());
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].cluster, "one");
  EXPECT_EQ(report.findings[0].context, "ctx-one");
  EXPECT_THAT(one().calls(), ElementsAre("namespaces", "events *", "pods *"));
  EXPECT_EQ(report.coverage[0].namespaces_total, 2);
  EXPECT_EQ(report.coverage[0].namespaces_scanned, 2);
  EXPECT_EQ(report.coverage[0].pods, 2);
  EXPECT_EQ(observer_.last_.pods, 2);
}

TEST_F(FleetScanTest, FindsTheSameByNamespaceBatches) {
  one().add_pod(pod("a", "bad", "Bad"));
  one().add_pod(pod("b", "bad-too", "Bad"));
  one().add_event(event("b", "old", "uid-gone"));
  add_old_event(one(), "a");
  const ScanReport whole = scan();
  settings_.strategy = Strategy::namespaces;
  settings_.namespaces_per_batch = 1;
  const ScanReport batches = scan();
  EXPECT_EQ(whole.findings, batches.findings);
  EXPECT_THAT(whole.findings, SizeIs(3));
  EXPECT_THAT(one().calls(), Contains("pods b"));
}

TEST_F(FleetScanTest, AsksOnlyForTheNamespacesSelectedWhenTheyAreFew) {
  for (const char* name : {"a", "b", "c"}) one().add_pod(pod(name, std::string{"bad-"} + name, "Bad"));
  filter_ = NamespaceFilter::compile({"b"}, {}).value();
  const ScanReport report = scan();
  EXPECT_THAT(one().calls(), ElementsAre("namespaces", "events b", "pods b"));
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].namespace_name, "b");
}

TEST_F(FleetScanTest, DropsUnselectedNamespacesFromAWholeClusterList) {
  for (const char* name : {"a", "b", "c"}) one().add_pod(pod(name, std::string{"bad-"} + name, "Bad"));
  filter_ = NamespaceFilter::compile({}, {"b"}).value();
  const ScanReport report = scan();
  EXPECT_THAT(one().calls(), Contains("pods *"));
  EXPECT_THAT(report.findings, SizeIs(2));
  EXPECT_EQ(report.coverage[0].pods, 2);
}

TEST_F(FleetScanTest, FallsBackToNamespacesWhenClusterListsAreForbiddenAndSaysSo) {
  one().add_pod(pod("a", "bad", "Bad"));
  one().add_pod(pod("secret", "bad", "Bad"));
  add_old_event(one(), "a");
  add_old_event(one(), "secret");
  one().fail("pods *", Error{ErrorKind::forbidden, "may not list pods", ""});
  one().fail("pods secret", Error{ErrorKind::forbidden, "may not list pods in 'secret'", ""});
  const ScanReport report = scan();
  EXPECT_THAT(report.findings, SizeIs(1));
  EXPECT_THAT(report.coverage[0].notes, ElementsAre(HasSubstr("each namespace was read on its own")));
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("secret", "pods", "forbidden")));
  EXPECT_EQ(report.coverage[0].status, CoverageStatus::partial);
  EXPECT_EQ(report.coverage[0].namespaces_scanned, 1);
  EXPECT_FALSE(report.complete());
}

TEST_F(FleetScanTest, KeepsWhatWasReadBeforeAListBroke) {
  one().add_pod(pod("a", "bad-1", "Bad"));
  one().add_pod(pod("a", "bad-2", "Bad"));
  one().add_event(event("a", "other", "uid-other"));
  one().fail_after("pods *", 1, Error{ErrorKind::timed_out, "no answer within 45 s", ""});
  const ScanReport report = scan();
  ASSERT_THAT(report.findings, SizeIs(2));
  EXPECT_EQ(report.findings[0].pod, "bad-1");
  EXPECT_EQ(report.findings[0].state, State::active);
  // The list was cut, so a pod that was not in it may well be there.
  EXPECT_EQ(report.findings[1].pod, "other");
  EXPECT_EQ(report.findings[1].state, State::unknown);
  EXPECT_THAT(report.coverage[0].gaps, Contains(gap("", "pods", "timed_out")));
  EXPECT_EQ(report.coverage[0].namespaces_scanned, 0);
}

TEST_F(FleetScanTest, SkipsAClusterThatIsDownAndScansTheOthers) {
  add_cluster("two");
  one().fail("namespaces", Error{ErrorKind::unreachable, "connection refused", "is it up?"});
  fleet_.reader("two").add_pod(pod("a", "bad", "Bad"));
  const ScanReport report = scan();
  EXPECT_EQ(report.coverage[0].status, CoverageStatus::skipped);
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "cluster", "unreachable")));
  EXPECT_EQ(report.coverage[1].status, CoverageStatus::scanned);
  EXPECT_THAT(report.findings, SizeIs(1));
}

TEST_F(FleetScanTest, SkipsAClusterWhoseDoorDoesNotOpen) {
  fleet_.fail_open("one", Error{ErrorKind::not_found, "no 'oc'", "install it"});
  const ScanReport report = scan();
  EXPECT_EQ(report.coverage[0].status, CoverageStatus::skipped);
  EXPECT_FALSE(report.complete());
}

TEST_F(FleetScanTest, SkipsAClusterOfWhichNothingCouldBeRead) {
  one().add_namespace("a");
  one().fail("pods", Error{ErrorKind::forbidden, "no", ""});
  one().fail("events", Error{ErrorKind::forbidden, "no", ""});
  EXPECT_EQ(scan().coverage[0].status, CoverageStatus::skipped);
}

TEST_F(FleetScanTest, CallsHistoryOlderThanTheOldestEventAGap) {
  one().add_namespace("a");
  EventObservation recent = event("a", "x", "u", "Pulled");
  recent.time = settings_.range.from + Seconds{1};
  one().add_event(recent);
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "history", "retention")));
  EXPECT_EQ(report.coverage[0].status, CoverageStatus::scanned);
  EXPECT_FALSE(report.complete());
}

TEST_F(FleetScanTest, DoesNotCallAClusterWithoutAnyEventQuiet) {
  one().add_namespace("a");
  EXPECT_THAT(scan().coverage[0].gaps, ElementsAre(gap("", "history", "retention")));
}

TEST_F(FleetScanTest, MarksAnInterruptedScanAndKeepsWhatWasFound) {
  settings_.strategy = Strategy::namespaces;
  one().add_pod(pod("a", "bad", "Bad"));
  one().add_pod(pod("b", "bad", "Bad"));
  add_cluster("two");
  one().on_call([&](const std::string& call) {
    if (call == "events b") stop_.request_stop();
  });
  const ScanReport report = scan();
  EXPECT_TRUE(report.interrupted);
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].namespace_name, "a");
  EXPECT_THAT(report.coverage[0].gaps, Contains(gap("b", "events", "interrupted")));
  ASSERT_THAT(report.coverage, SizeIs(2));
  EXPECT_THAT(report.coverage[1].gaps, ElementsAre(gap("", "cluster", "interrupted")));
}

TEST_F(FleetScanTest, DoesNotCallANamespaceCleanThatDoesNotExist) {
  one().add_namespace("empty");
  settings_.namespaces = {"empty", "mistyped"};
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].gaps, Contains(gap("mistyped", "namespaces", "not_found")));
  EXPECT_EQ(report.coverage[0].namespaces_scanned, 1);
  EXPECT_EQ(report.coverage[0].status, CoverageStatus::partial);
}

TEST_F(FleetScanTest, TakesTheWordOfAListWhereANamespaceMayNotBeLookedAt) {
  settings_.namespaces = {"mine"};
  one().fail("namespace mine", Error{ErrorKind::forbidden, "may not get namespaces", ""});
  EXPECT_EQ(scan().coverage[0].status, CoverageStatus::scanned);
}

TEST_F(FleetScanTest, DoesNotCallANamespaceCleanThatNobodyCouldLookFor) {
  settings_.namespaces = {"mistyped"};
  one().fail("namespace mistyped", Error{ErrorKind::timed_out, "no answer", ""});
  EXPECT_THAT(scan().coverage[0].gaps, Contains(gap("mistyped", "namespaces", "timed_out")));
}

}  // namespace
}  // namespace oomscan::scan
