#include "scan/fleet_scan.hpp"

#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/inline_scheduler.hpp"
#include "unit/scan/fake_fleet.hpp"
#include "unit/scan/marking_judge.hpp"

namespace oomscan::scan {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class NoPrometheus final : public MetricsSource {
 public:
  explicit NoPrometheus(Error error) : error_(std::move(error)) {}
  Result<std::unique_ptr<MetricsReader>> open(const MetricsDoor&, std::stop_token) override { return error_; }

 private:
  Error error_;
};

class FleetScanTest : public ::testing::Test {
 protected:
  FleetScanTest() {
    settings_.range = {"1h", Timestamp{Seconds{996'400}}, Timestamp{Seconds{1'000'000}}};
    add_cluster("one");
  }
  void add_cluster(const std::string& name) {
    fleet_.add(name);
    clusters_.push_back(Cluster{name, Context{"ctx-" + name, "https://" + name, "u", "", false}, {}});
  }
  fakes::FakeClusterReader& one() { return fleet_.reader("one"); }
  // An Event as old as the range: history is seen whole.
  void add_old_event(fakes::FakeClusterReader& reader, const std::string& namespace_name) {
    EventObservation e = event(namespace_name, "x", "u", "Pulled");
    e.time = settings_.range.from;
    reader.add_event(e);
  }
  ScanReport scan() {
    const ScanParts parts{settings_, filter_, judge_, scheduler_, clock_, observer_, nullptr, metrics_.get()};
    return scan_fleet(clusters_, fleet_, parts, "1.2.3", stop_.get_token());
  }
  static auto gap(const std::string& namespace_name, const std::string& what, const std::string& why) {
    return AllOf(Field(&Gap::namespace_name, namespace_name), Field(&Gap::what, what), Field(&Gap::why, why));
  }

  ScanSettings settings_;
  NamespaceFilter filter_ = NamespaceFilter::compile({}, {}).value();
  MarkingJudge judge_;
  fakes::InlineScheduler scheduler_;
  fakes::FakeClock clock_;
  SilentObserver observer_;
  FakeFleet fleet_;
  std::unique_ptr<MetricsSource> metrics_;
  std::vector<Cluster> clusters_;
  std::stop_source stop_;
};

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
  add_old_event(one(), "a");
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
  one().fail("pods *", Error{ErrorKind::forbidden, "may not list pods", ""});
  one().fail("pods secret", Error{ErrorKind::forbidden, "may not list pods in 'secret'", ""});
  const ScanReport report = scan();
  EXPECT_THAT(report.findings, SizeIs(1));
  EXPECT_THAT(report.coverage[0].notes, ElementsAre(HasSubstr("namespace by namespace")));
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

TEST_F(FleetScanTest, OnlyNotesThatNoPrometheusIsThere) {
  one().add_pod(pod("a", "healthy"));
  add_old_event(one(), "a");
  metrics_ = std::make_unique<NoPrometheus>(Error{ErrorKind::not_found, "tried here, there and everywhere", ""});
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].notes, ElementsAre(HasSubstr("no Prometheus found")));
  EXPECT_THAT(report.coverage[0].gaps, IsEmpty());
}

TEST_F(FleetScanTest, NotesThatAPrometheusMayBeWhereNobodyMayLook) {
  one().add_pod(pod("a", "healthy"));
  add_old_event(one(), "a");
  metrics_ = std::make_unique<NoPrometheus>(Error{ErrorKind::forbidden, "tried where it may look", ""});
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].notes, ElementsAre(HasSubstr("where this user may look")));
  EXPECT_THAT(report.coverage[0].gaps, IsEmpty());
}

TEST_F(FleetScanTest, CallsAPrometheusThatWasNamedAndCannotBeUsedAGap) {
  metrics_ = std::make_unique<NoPrometheus>(Error{ErrorKind::not_found, "404", ""});
  settings_.prometheus_was_named = true;
  one().add_namespace("a");
  EXPECT_THAT(scan().coverage[0].gaps, Contains(gap("", "prometheus", "not_found")));
}

TEST_F(FleetScanTest, CallsAPrometheusThatDoesNotAnswerAGap) {
  metrics_ = std::make_unique<NoPrometheus>(Error{ErrorKind::timed_out, "no answer", ""});
  one().add_namespace("a");
  EXPECT_THAT(scan().coverage[0].gaps, Contains(gap("", "prometheus", "timed_out")));
}

TEST_F(FleetScanTest, TakesAnEmptyClusterAsSeen) {
  const ScanReport report = scan();
  EXPECT_EQ(report.coverage[0].status, CoverageStatus::scanned);
  EXPECT_THAT(report.findings, IsEmpty());
}

EventObservation node_oom(const std::string& node) {
  EventObservation e = event("default", node, node, "SystemOOM");
  e.involved_kind = "Node";
  return e;
}

TEST_F(FleetScanTest, ReadsEventsOfNodesWhateverNamespacesAreSelectedIfTheyAreAskedFor) {
  judge_.nodes_wanted = true;
  one().add_pod(pod("a", "healthy"));
  one().add_pod(pod("default", "not-selected", "Bad"));
  one().add_event(node_oom("node-1"));
  settings_.namespaces = {"a"};
  const ScanReport report = scan();
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].type, "NodeBad");
  EXPECT_EQ(report.findings[0].node, "node-1");
  EXPECT_EQ(report.findings[0].cluster, "one");
  EXPECT_EQ(report.coverage[0].events, 0);
  EXPECT_THAT(report.coverage[0].gaps, ::testing::Not(Contains(gap("default", "events", "forbidden"))));
}

TEST_F(FleetScanTest, CallsUnreadableEventsOfNodesAGapOnlyIfTheyAreAskedFor) {
  one().add_pod(pod("a", "healthy"));
  one().fail("events default", Error{ErrorKind::forbidden, "no", ""});
  settings_.namespaces = {"a"};
  EXPECT_THAT(scan().coverage[0].gaps, ::testing::Not(Contains(gap("default", "events", "forbidden"))));
  judge_.nodes_wanted = true;
  EXPECT_THAT(scan().coverage[0].gaps, Contains(gap("default", "events", "forbidden")));
}

TEST_F(FleetScanTest, GivesEverySelectedNamespaceItsVerdict) {
  one().add_pod(pod("a", "bad", "Bad"));
  one().add_pod(pod("b", "healthy"));
  one().fail("events c", Error{ErrorKind::forbidden, "no", ""});
  settings_.namespaces = {"a", "b", "c"};
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].verdicts, ElementsAre(NamespaceVerdict{"a", NamespaceHealth::other, true},
                                                       NamespaceVerdict{"b", NamespaceHealth::healthy, false},
                                                       NamespaceVerdict{"c", NamespaceHealth::unknown, false}));
}

}  // namespace
}  // namespace oomscan::scan
