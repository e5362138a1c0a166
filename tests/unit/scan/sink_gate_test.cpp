#include "scan/sink_gate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/scan/fleet_scan_fixture.hpp"

namespace oomscan::scan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Remembers what it was told, and can fail.
class ToldSink final : public FindingSink {
 public:
  Result<void> found(const Finding& finding, std::stop_token) override {
    told.push_back("found " + finding.pod);
    if (fails) return Error{ErrorKind::io, "the pipe is closed", ""};
    return {};
  }
  Result<void> cluster_done(const ClusterCoverage& coverage, std::stop_token) override {
    told.push_back("done " + coverage.cluster);
    return {};
  }
  std::vector<std::string> told;
  bool fails = false;
};

class SinkGateTest : public FleetScanTest {
 protected:
  ScanReport scan_into(SinkGate& gate) {
    ScanParts parts{settings_, filter_, judge_, scheduler_, clock_, observer_};
    parts.sink = &gate;
    return scan_fleet(clusters_, fleet_, parts, "1.2.3", stop_.get_token());
  }
  ToldSink sink_;
};

TEST_F(SinkGateTest, TellsFindingsAndThenThatTheClusterIsDone) {
  add_old_event(one(), "a");
  one().add_pod(pod("a", "bad", "Bad"));
  add_cluster("two");
  fleet_.fail_open("two", Error{ErrorKind::unreachable, "down", ""});
  SinkGate gate{&sink_};
  (void)scan_into(gate);
  EXPECT_THAT(sink_.told, ElementsAre("found bad", "done one", "done two"));
  EXPECT_EQ(gate.error(), std::nullopt);
}

TEST_F(SinkGateTest, LeavesTheReportWholeAndStopsTellingIfTheSinkFails) {
  add_old_event(one(), "a");
  one().add_pod(pod("a", "bad", "Bad"));
  one().add_pod(pod("a", "worse", "Bad"));
  sink_.fails = true;
  SinkGate gate{&sink_};
  const ScanReport report = scan_into(gate);
  EXPECT_THAT(report.findings, SizeIs(2));
  EXPECT_THAT(sink_.told, SizeIs(1));
  EXPECT_EQ(gate.error()->message, "the pipe is closed");
  EXPECT_THAT(report.coverage[0].gaps, IsEmpty());
}

TEST_F(SinkGateTest, AsksNobodyIfNobodyWantsToKnow) {
  add_old_event(one(), "a");
  one().add_pod(pod("a", "bad", "Bad"));
  SinkGate gate{nullptr};
  EXPECT_THAT(scan_into(gate).findings, SizeIs(1));
}

TEST_F(SinkGateTest, JoinsTheFindingsOfTwoContextsOfOneCluster) {
  add_old_event(one(), "a");
  one().add_pod(pod("a", "bad", "Bad"));
  add_cluster("two");
  add_old_event(fleet_.reader("two"), "a");
  fleet_.reader("two").add_pod(pod("a", "bad", "Bad"));
  EXPECT_THAT(scan().findings, SizeIs(2));
  for (Cluster& cluster : clusters_) cluster.uid = "the same";
  const ScanReport report = scan();
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].cluster, "one");
  EXPECT_THAT(report.coverage, SizeIs(2));
}

}  // namespace
}  // namespace oomscan::scan
