#include "analyze/run_judge.hpp"

#include <string>

#include <gmock/gmock.h>

#include "unit/store/run_maker.hpp"

namespace oomscan::analyze {
namespace {

using store::cluster;
using store::finding;
using store::kHour;
using store::kNow;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class JudgedRuns : public ::testing::Test {
 protected:
  // Runs an hour apart; what is known after each goes into the next.
  std::vector<IncidentStep> after(RecordedCluster what, bool interrupted = false) {
    now_ += kHour;
    RunRecord run = store::run("run-" + std::to_string(1000 + ++number_), {std::move(what)}, now_);
    run.interrupted = interrupted;
    std::vector<IncidentStep> steps = judge_run(run, known_, {});
    for (const IncidentStep& step : steps) {
      std::erase_if(known_, [&](const Incident& each) { return each.fingerprint == step.incident.fingerprint; });
      known_.push_back(step.incident);
    }
    return steps;
  }
  [[nodiscard]] RecordedCluster failing() const {
    return cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {store::at(now_ + kHour - Seconds{60})})});
  }
  [[nodiscard]] static RecordedCluster healthy() { return cluster("uid-1", {}); }
  [[nodiscard]] static RecordedCluster in_state(State state, Confidence confidence = Confidence::confirmed) {
    RecordedCluster where = cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {})});
    where.findings[0].state = state;
    where.findings[0].confidence = confidence;
    return where;
  }

  std::vector<Incident> known_;
  Timestamp now_ = kNow;
  int number_ = 0;
};

TEST_F(JudgedRuns, OpenAnIncidentAndResolveItWhenTheWorkloadIsGoneFromANamespaceThatWasRead) {
  EXPECT_EQ(after(failing())[0].change, IncidentChange::opened);
  EXPECT_EQ(after(failing())[0].change, IncidentChange::updated);
  EXPECT_EQ(known_[0].failures, 2);
  after(healthy());
  EXPECT_EQ(after(healthy())[0].change, IncidentChange::resolved);
  EXPECT_THAT(after(healthy()), IsEmpty());
}

TEST_F(JudgedRuns, ResolveNothingInANamespaceThatWasNotCompletelyRead) {
  after(failing());
  for (int i = 0; i < 5; ++i) {
    RecordedCluster gap = healthy();
    gap.complete_namespaces = {"b"};
    for (const IncidentStep& step : after(gap)) EXPECT_EQ(step.change, IncidentChange::none);
  }
  EXPECT_EQ(known_[0].status, IncidentStatus::open);
  EXPECT_EQ(known_[0].last_seen_at, kNow + kHour);
}

TEST_F(JudgedRuns, ResolveNothingInAClusterThatWasSkipped) {
  after(failing());
  RecordedCluster skipped = cluster("uid-1", {});
  skipped.status = "skipped";
  skipped.complete_namespaces.clear();
  for (int i = 0; i < 5; ++i) after(skipped);
  EXPECT_EQ(known_[0].status, IncidentStatus::open);
}

TEST_F(JudgedRuns, ResolveNothingWhenTheyWereInterrupted) {
  after(failing());
  for (int i = 0; i < 5; ++i) after(healthy(), true);
  EXPECT_EQ(known_[0].status, IncidentStatus::open);
}

TEST_F(JudgedRuns, TakeARecoveredContainerForHealthyAndAPodOnItsWayOutForNeither) {
  after(failing());
  for (int i = 0; i < 3; ++i) after(in_state(State::terminating));
  EXPECT_EQ(known_[0].status, IncidentStatus::open);
  after(in_state(State::recovered));
  after(in_state(State::gone));
  EXPECT_EQ(known_[0].status, IncidentStatus::resolved);
}

TEST_F(JudgedRuns, OpenNothingForASuspicionOrForWhatIsOver) {
  EXPECT_THAT(after(in_state(State::active, Confidence::suspect)), IsEmpty());
  EXPECT_THAT(after(in_state(State::recovered)), IsEmpty());
  EXPECT_THAT(after(in_state(State::gone)), IsEmpty());
}

TEST_F(JudgedRuns, CountAFailureThatTwoRunsShowOnce) {
  const RecordedCluster same =
      cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {store::at(kNow - Seconds{60})})});
  after(same);
  after(same);
  EXPECT_EQ(known_[0].failures, 1);
  EXPECT_EQ(known_[0].runs, 2);
}

TEST_F(JudgedRuns, AreOneIncidentForAllPodsOfAWorkload) {
  const auto steps = after(cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {store::at(kNow)}, "pod-1"),
                                             finding("uid-1", "a", "web", "OOMKilled", {store::at(kNow)}, "pod-2")}));
  ASSERT_THAT(steps, SizeIs(1));
  EXPECT_EQ(steps[0].incident.failures, 2);
}

}  // namespace
}  // namespace oomscan::analyze
