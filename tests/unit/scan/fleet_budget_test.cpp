// What a fleet scan does when a time is over: the cluster's, or the run's.
#include <memory>
#include <vector>

#include "unit/scan/timed_fleet.hpp"

namespace oomscan::scan {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using namespace std::chrono_literals;

using FleetBudget = TimedFleet;

TEST_F(FleetBudget, KeepsWhatWasReadAndCallsTheRestAGapOfTheClustersTime) {
  settings_.strategy = Strategy::namespaces;
  settings_.cluster_timeout = 60s;
  fakes::FakeClusterReader& slow = add_cluster("slow");
  for (const char* name : {"a", "b", "c"}) slow.add_pod(pod(name, "bad", "Bad"));
  slow.on_call([&](const std::string& call) {
    if (call == "events b") clock_.advance(60s);
  });
  fakes::FakeClusterReader& next = add_cluster("the-next");
  next.add_pod(pod("a", "bad", "Bad"));

  const ScanReport report = scan();
  EXPECT_THAT(report.findings, SizeIs(2));
  const ClusterCoverage& coverage = report.coverage[0];
  EXPECT_EQ(coverage.status, CoverageStatus::partial);
  EXPECT_EQ(coverage.namespaces_scanned, 1);
  EXPECT_THAT(coverage.gaps, Contains(gap("b", "events", "timed_out", kClusterOver)));
  EXPECT_THAT(coverage.gaps, Contains(gap("c", "pods, events", "timed_out", kClusterOver)));
  EXPECT_THAT(coverage.gaps, Each(Field(&Gap::reason, Not(GapReason::interrupted))));
  EXPECT_THAT(coverage.notes, ElementsAre(HasSubstr(kClusterOver)));
  EXPECT_FALSE(report.interrupted);
  EXPECT_FALSE(report.complete());
  EXPECT_EQ(report.coverage[1].status, CoverageStatus::scanned) << "each cluster has its own time";
}

TEST_F(FleetBudget, SkipsAClusterWhoseTimeWasOverBeforeAnythingWasRead) {
  settings_.cluster_timeout = 60s;
  add_cluster("slow").on_call([&](const std::string&) { clock_.advance(61s); });
  const ScanReport report = scan();
  EXPECT_EQ(report.coverage[0].status, CoverageStatus::skipped);
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "cluster", "timed_out", kClusterOver)));
}

TEST_F(FleetBudget, CountsConnectingAsTheClustersTime) {
  settings_.cluster_timeout = 60s;
  fakes::FakeClusterReader& slow = add_cluster("slow");
  slow.add_namespace("a");
  fleet_.on_open = [&](const Cluster&, const std::stop_token&) { clock_.advance(40s); };
  slow.on_call([&](const std::string& call) {
    if (call == "events *") clock_.advance(20s);
  });
  EXPECT_THAT(scan().coverage[0].gaps, Contains(gap("", "events", "timed_out", kClusterOver)));

  fleet_.on_open = [&](const Cluster&, const std::stop_token& stop) {
    clock_.advance(60s);
    EXPECT_TRUE(stop.stop_requested());
  };
  EXPECT_THAT(scan().coverage[0].gaps, ElementsAre(gap("", "cluster", "timed_out", kClusterOver)));
}

class StoppedSaver final : public ArtifactSaver {
 public:
  explicit StoppedSaver(fakes::FakeClock& clock) : clock_(clock) {}
  SavedArtifacts save(const std::string&, ClusterReader&, std::vector<Finding>&, std::stop_token stop) override {
    clock_.advance(60s);
    EXPECT_TRUE(stop.stop_requested());
    SavedArtifacts saved;
    saved.gaps = {
        Gap{"", GapSubject::artifacts, GapReason::interrupted, "describe and logs of 1 of 1 pods were not saved", ""}};
    return saved;
  }

 private:
  fakes::FakeClock& clock_;
};

TEST_F(FleetBudget, HoldsForArtifactsToo) {
  settings_.cluster_timeout = 60s;
  add_cluster("one").add_pod(pod("a", "bad", "Bad"));
  artifacts_ = std::make_unique<StoppedSaver>(clock_);
  const ScanReport report = scan();
  EXPECT_THAT(report.findings, SizeIs(1));
  EXPECT_THAT(report.coverage[0].gaps, Contains(gap("", "artifacts", "timed_out", "1 of 1 pods")));
  EXPECT_THAT(report.coverage[0].gaps, Contains(gap("", "artifacts", "timed_out", kClusterOver)));
}

TEST_F(FleetBudget, OfTheRunLeavesAGapForEachClusterThatItDidNotReach) {
  settings_.deadline = 600s;
  add_cluster("a").add_pod(pod("x", "bad", "Bad"));
  fakes::FakeClusterReader& second = add_cluster("b");
  second.add_pod(pod("x", "bad", "Bad"));
  second.on_call([&](const std::string& call) {
    if (call == "pods *") clock_.advance(600s);
  });
  add_cluster("c");
  add_cluster("d");
  const ScanReport report = scan();
  EXPECT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.coverage[1].status, CoverageStatus::partial);
  EXPECT_THAT(report.coverage[1].gaps, Contains(gap("", "pods", "timed_out", kRunOver)));
  EXPECT_THAT(report.coverage[2].gaps, ElementsAre(gap("", "cluster", "timed_out", kRunOver)));
  EXPECT_THAT(report.coverage[3].gaps, ElementsAre(gap("", "cluster", "timed_out", kRunOver)));
  EXPECT_THAT(fleet_.reader("c").calls(), IsEmpty());
  EXPECT_FALSE(report.interrupted);
  EXPECT_FALSE(report.complete());
}

TEST_F(FleetBudget, OfTheRunCountsFromItsBeginning) {
  settings_.deadline = 600s;
  add_cluster("a");
  clock_.advance(601s);
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "cluster", "timed_out", kRunOver)));
  EXPECT_THAT(fleet_.reader("a").calls(), IsEmpty());
}

TEST_F(FleetBudget, LeavesNoTraceWhereTimeSufficed) {
  settings_.deadline = 600s;
  settings_.cluster_timeout = 60s;
  fakes::FakeClusterReader& one = add_cluster("one");
  one.add_namespace("a");
  EventObservation old = event("a", "x", "u", "Pulled");
  old.time = settings_.range.from;
  one.add_event(old);
  EXPECT_TRUE(scan().complete());
}

TEST_F(FleetBudget, IsNotBlamedForAStopByAPerson) {
  settings_.deadline = 600s;
  settings_.cluster_timeout = 60s;
  fakes::FakeClusterReader& one = add_cluster("one");
  one.add_namespace("a");
  one.on_call([&](const std::string& call) {
    if (call == "pods *") stop_.request_stop();
  });
  add_cluster("two");
  const ScanReport report = scan();
  EXPECT_TRUE(report.interrupted);
  EXPECT_THAT(report.coverage[0].gaps, Contains(gap("", "pods", "interrupted", "")));
  EXPECT_THAT(report.coverage[1].gaps, ElementsAre(gap("", "cluster", "interrupted", "")));
}

}  // namespace
}  // namespace oomscan::scan
