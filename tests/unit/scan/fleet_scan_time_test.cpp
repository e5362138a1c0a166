// How far back was seen, by whose clock, and whether that was promised.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "oomscan/model/identity.hpp"
#include "unit/scan/fleet_scan_fixture.hpp"

namespace oomscan::scan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class FleetScanTimeTest : public FleetScanTest {
 protected:
  [[nodiscard]] Timestamp to() const { return settings_.range.to; }
  [[nodiscard]] Timestamp from() const { return settings_.range.from; }
  EventObservation dated(Timestamp created, Timestamp claimed) {
    EventObservation e = event("a", "x", "u", "Pulled");
    e.created_at = created;
    e.time = claimed;
    return e;
  }
};

TEST_F(FleetScanTimeTest, KeepsTheHistoryGapWhateverTimeAnEventClaims) {
  one().add_namespace("a");
  one().add_event(dated(to() - Seconds{60}, Timestamp{Seconds{0}}));
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "history", "retention")));
  EXPECT_EQ(report.coverage[0].events_reach_back_to, to() - Seconds{60});
}

TEST_F(FleetScanTimeTest, KeepsTheHistoryGapForAnOldEventThatWasUpdatedSince) {
  one().add_namespace("a");
  one().add_event(dated(from() - Seconds{86400}, to() - Seconds{60}));
  EXPECT_THAT(scan().coverage[0].gaps, ElementsAre(gap("", "history", "retention")));
}

TEST_F(FleetScanTimeTest, HasNoHistoryGapIfTheServerHasKeptAnEventForTheWholeRange) {
  one().add_namespace("a");
  one().add_event(dated(from() - Seconds{5}, from() - Seconds{3}));
  EXPECT_THAT(scan().coverage[0].gaps, IsEmpty());
}

TEST_F(FleetScanTimeTest, LetsAnEventThatATenantKeepsAliveMoveThatTenantsNamespaceAlone) {
  one().add_namespace("a");
  one().add_namespace("quiet");
  EventObservation of_the_cluster = dated(to() - Seconds{60}, to() - Seconds{60});
  of_the_cluster.namespace_name = "kube-system";
  one().add_event(of_the_cluster);
  one().add_event(dated(from() - Seconds{86400}, from() - Seconds{86400}));
  const ScanReport report = scan();
  EXPECT_EQ(report.coverage[0].events_reach_back_to, to() - Seconds{60});
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "history", "retention")));
  EXPECT_THAT(report.coverage[0].gaps[0].detail, HasSubstr("Events reach back 1 min"));
  EXPECT_THAT(report.coverage[0].seen,
              ElementsAre(Seen{"", Source::events, to() - Seconds{60}, to()}, Seen{"", Source::oc_get_pods, to(), to()},
                          Seen{"a", Source::events, from(), to()}));
}

TEST_F(FleetScanTimeTest, SaysSoIfTooFewNamespacesTellHowFarEventsReach) {
  one().add_namespace("a");
  one().add_namespace("quiet");
  one().add_event(dated(from() - Seconds{5}, from() - Seconds{5}));
  const ScanReport report = scan();
  EXPECT_EQ(report.coverage[0].events_reach_back_to, std::nullopt);
  ASSERT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "history", "retention")));
  EXPECT_THAT(report.coverage[0].gaps[0].detail, HasSubstr("too few namespaces"));
}

TEST_F(FleetScanTimeTest, CallsAShortHistoryNoGapIfNobodyAskedForARange) {
  settings_.range_promised = false;
  one().add_namespace("a");
  one().add_event(dated(to() - Seconds{60}, to() - Seconds{60}));
  const ScanReport report = scan();
  EXPECT_TRUE(report.complete());
  EXPECT_FALSE(report.time_range_promised);
  // How far back was seen is said all the same.
  EXPECT_THAT(report.coverage[0].seen, Contains(Seen{"", Source::events, to() - Seconds{60}, to()}));
  EXPECT_EQ(report.coverage[0].events_reach_back_to, to() - Seconds{60});
}

TEST_F(FleetScanTimeTest, ShowsWhichNamespacesWereSeenByWhat) {
  settings_.strategy = Strategy::namespaces;
  one().add_namespace("a");
  add_old_event(one(), "a");
  one().add_namespace("b");
  one().fail("events b", Error{ErrorKind::forbidden, "no", ""});
  EXPECT_THAT(scan().coverage[0].seen,
              ElementsAre(Seen{"", Source::oc_get_pods, to(), to()}, Seen{"a", Source::events, from(), to()}));
}

TEST_F(FleetScanTimeTest, JudgesByTheClustersClock) {
  add_old_event(one(), "a");
  one().add_pod(pod("a", "bad", "Bad"));
  one().clock_ahead_is(Seconds{-360});
  const ScanReport report = scan();
  EXPECT_EQ(report.coverage[0].clock_ahead, Seconds{-360});
  EXPECT_THAT(report.coverage[0].notes, Contains(HasSubstr("6 min behind the cluster's")));
  EXPECT_EQ(judge_.last_frame.range.from, from() + Seconds{360});
  EXPECT_EQ(judge_.last_frame.now, clock_.now() + Seconds{360});
}

TEST_F(FleetScanTimeTest, DropsNothingForBeingNewerThanNow) {
  add_old_event(one(), "a");
  one().add_pod(pod("a", "bad", "Bad"));
  (void)scan();
  EXPECT_TRUE(judge_.last_frame.range.contains(clock_.now() + Seconds{86400}));
}

TEST_F(FleetScanTimeTest, SaysNothingOfADifferenceThatTheWayOfAnAnswerExplains) {
  one().add_namespace("a");
  add_old_event(one(), "a");
  one().clock_ahead_is(Seconds{2});
  const ScanReport report = scan();
  EXPECT_EQ(report.coverage[0].clock_ahead, std::nullopt);
  EXPECT_THAT(report.coverage[0].notes, IsEmpty());
}

TEST_F(FleetScanTimeTest, KnowsAClusterByItsUidAndElseByItsServer) {
  add_old_event(one(), "a");
  one().add_pod(pod("a", "web-7f9dd8b6c4-x7gr9", "Bad"));
  ScanReport report = scan();
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].cluster_id, "https://one");
  clusters_[0].uid = "u-1";
  report = scan();
  EXPECT_EQ(report.coverage[0].cluster_id, "u-1");
  EXPECT_EQ(report.findings[0].cluster_id, "u-1");
  EXPECT_EQ(report.findings[0].fingerprint, fingerprint_of(report.findings[0]));
}

TEST_F(FleetScanTimeTest, GuessesTheWorkloadOfWhichNothingElseIsKnown) {
  add_old_event(one(), "a");
  one().add_pod(pod("a", "web-7f9dd8b6c4-x7gr9", "Bad"));
  const ScanReport report = scan();
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].workload, (Workload{"Deployment", "web", true}));
}

TEST_F(FleetScanTimeTest, TellsFindingsBeforeTheClusterIsDone) {
  add_old_event(one(), "a");
  one().add_pod(pod("a", "bad", "Bad"));
  (void)scan();
  EXPECT_EQ(observer_.last_.findings, 1);
}

TEST_F(FleetScanTimeTest, TellsWhatTheClusterIsWaitedFor) {
  using Stage = ScanObserver::Stage;
  add_old_event(one(), "a");
  one().add_pod(pod("a", "bad", "Bad"));
  (void)scan();
  EXPECT_THAT(observer_.stages_["one"],
              testing::ElementsAre(Stage::connecting, Stage::waiting_for_others, Stage::namespaces,
                                   Stage::pods_and_events, Stage::judging));
}

}  // namespace
}  // namespace oomscan::scan
