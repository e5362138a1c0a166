// Prometheus and the Events of nodes, as a scan uses them; and each namespace's verdict.
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/scan/fleet_scan_fixture.hpp"

namespace oomscan::scan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(FleetScanTest, OnlyNotesThatNoPrometheusIsThere) {
  one().add_pod(pod("a", "healthy"));
  add_old_event(one(), "a");
  metrics_ = std::make_unique<NoPrometheus>(Error{ErrorKind::not_found, "tried here, there and everywhere", ""});
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].notes, ElementsAre(HasSubstr("no Prometheus found")));
  EXPECT_THAT(report.coverage[0].gaps, IsEmpty());
}

TEST_F(FleetScanTest, NotesWhichServiceWasNotAsked) {
  one().add_pod(pod("a", "healthy"));
  add_old_event(one(), "a");
  metrics_ = std::make_unique<NoPrometheus>(Error{ErrorKind::not_found, "tried", "service 'a/b:9090' was not asked"});
  EXPECT_THAT(scan().coverage[0].notes, ElementsAre("no Prometheus found (service 'a/b:9090' was not asked)"));
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
  EXPECT_THAT(report.coverage[0].gaps, ::testing::Not(Contains(gap("default", "node events", "forbidden"))));
}

TEST_F(FleetScanTest, CallsUnreadableEventsOfNodesAGapOnlyIfTheyAreAskedFor) {
  one().add_pod(pod("a", "healthy"));
  one().fail("events default", Error{ErrorKind::forbidden, "no", ""});
  settings_.namespaces = {"a"};
  EXPECT_THAT(scan().coverage[0].gaps, ::testing::Not(Contains(gap("default", "node events", "forbidden"))));
  judge_.nodes_wanted = true;
  EXPECT_THAT(scan().coverage[0].gaps, Contains(gap("default", "node events", "forbidden")));
}

TEST_F(FleetScanTest, ReadsEventsOfNodesWhereTheyMayChangeWhatIsSaidOfAPod) {
  judge_.pods_need_nodes = true;
  one().add_pod(pod("a", "healthy"));
  one().fail("events default", Error{ErrorKind::forbidden, "no", ""});
  settings_.namespaces = {"a"};
  EXPECT_THAT(scan().coverage[0].gaps, ::testing::Not(Contains(gap("default", "node events", "forbidden"))));
  one().add_pod(pod("a", "killed", "Bad"));
  EXPECT_THAT(scan().coverage[0].gaps, Contains(gap("default", "node events", "forbidden")));
}

TEST_F(FleetScanTest, GivesEverySelectedNamespaceItsVerdict) {
  one().add_pod(pod("a", "bad", "Bad"));
  one().add_pod(pod("b", "healthy"));
  one().fail("events c", Error{ErrorKind::forbidden, "no", ""});
  settings_.namespaces = {"a", "b", "c"};
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].verdicts,
              ElementsAre(NamespaceVerdict{"a", NamespaceHealth::other, true, true, 1},
                          NamespaceVerdict{"b", NamespaceHealth::healthy, false, true, 1},
                          NamespaceVerdict{"c", NamespaceHealth::unknown, false, false, 0}));
}

}  // namespace
}  // namespace oomscan::scan
