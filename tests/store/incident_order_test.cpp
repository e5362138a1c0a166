// Incidents of a store follow from its runs, in whatever order and parts these were recorded.
#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "analyze/run_judge.hpp"
#include "unit/store/places.hpp"
#include "unit/store/run_maker.hpp"

namespace oomscan::store {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class IncidentsOfAStore : public ::testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Place> new_place() const {
    auto place = make_place(GetParam());
    place->judge = [](const RunRecord& run, const std::vector<Incident>& before) {
      return analyze::judge_run(run, before, {});
    };
    return place;
  }
};

INSTANTIATE_TEST_SUITE_P(Stores, IncidentsOfAStore, ::testing::ValuesIn(store_names()),
                         [](const auto& store) { return store.param; });

RunRecord nth(int number, std::vector<RecordedCluster> clusters) {
  return run("run-" + std::to_string(1000 + number), std::move(clusters), kNow + number * kHour);
}

// One line each, for a failed test to be read.
std::vector<std::string> lines_of(HistoryStore& store) {
  const auto incidents = store.incidents({});
  EXPECT_TRUE(incidents.ok());
  std::vector<std::string> lines;
  const auto hours = [](Timestamp time) {
    return fmt::format("{:.2f}", static_cast<double>((time - kNow).count()) / 3600);
  };
  for (const Incident& each : incidents.value()) {
    std::string turns;
    for (const Timestamp turn : each.turns) turns += hours(turn) + ' ';
    lines.push_back(fmt::format(
        "{} {} {} {} opened {} failed {} seen {} resolved {} failures {} runs {} last {} healthy {} since {} after {} "
        "turns {}",
        each.subject.cluster_id, each.subject.namespace_name, each.subject.workload.name, to_id(each.status),
        hours(each.opened_at), hours(each.last_failure_at), hours(each.last_seen_at),
        each.resolved_at ? hours(*each.resolved_at) : "-", each.failures, each.runs, each.last_run, each.healthy_runs,
        each.healthy_since ? hours(*each.healthy_since) : "-", hours(each.counts_after), turns));
  }
  return lines;
}

RecordedCluster failing(int number, const std::string& uid = "uid-1") {
  const Timestamp now = kNow + number * kHour;
  return cluster(uid, {finding(uid, "a", "web", "OOMKilled", {at(now - Seconds{60})})}, now);
}
RecordedCluster healthy(int number, const std::string& uid = "uid-1") {
  return cluster(uid, {}, kNow + number * kHour);
}

TEST_P(IncidentsOfAStore, AreJudgedForEachPartOfARunByItself) {
  const auto place = new_place();
  const auto store = place->open();
  const std::vector<std::string> shards{"uid-1", "uid-2", "uid-3", "uid-4"};
  for (int number = 1; number <= 4; ++number) {
    for (const std::string& uid : shards) {
      const RecordedCluster part = number <= 2 ? failing(number, uid) : healthy(number, uid);
      const auto outcome = store->record(nth(number, {part}), {});
      ASSERT_TRUE(outcome.ok());
      if (number == 3) continue;  // one healthy run says nothing yet
      ASSERT_THAT(outcome->steps, SizeIs(1)) << uid << ' ' << number;
      EXPECT_EQ(outcome->steps[0].incident.subject.cluster_id, uid);
      EXPECT_EQ(outcome->steps[0].change, number == 1   ? IncidentChange::opened
                                          : number == 2 ? IncidentChange::updated
                                                        : IncidentChange::resolved);
    }
  }
  const auto incidents = store->incidents({});
  ASSERT_THAT(incidents.value(), SizeIs(4));
  for (const Incident& each : incidents.value()) {
    EXPECT_EQ(each.status, IncidentStatus::resolved);
    EXPECT_EQ(each.failures, 2);
  }
}

TEST_P(IncidentsOfAStore, ReopenByARunThatComesLate) {
  const auto place = new_place();
  const auto store = place->open();
  (void)store->record(nth(1, {failing(1)}), {});
  (void)store->record(nth(2, {healthy(2)}), {});
  EXPECT_EQ(store->record(nth(4, {healthy(4)}), {}).value().steps.at(0).change, IncidentChange::resolved);
  const auto late = store->record(nth(3, {failing(3)}), {});
  ASSERT_TRUE(late.ok());
  ASSERT_THAT(late->steps, SizeIs(1));
  EXPECT_EQ(late->steps[0].change, IncidentChange::reopened);  // failing, healthy, failing, healthy: still open
  EXPECT_EQ(store->incidents({}).value().at(0).failures, 2);
}

TEST_P(IncidentsOfAStore, AreKnownToHaveBeenResolvedWhenTheyAreOpenAgain) {
  const auto place = new_place();
  const auto store = place->open();
  const auto resolutions = [&] {
    return store->slice({kNow - kHour, kNow + 100 * kHour}, {}).value().resolved_incidents.size();
  };
  for (const int number : {1, 10}) {
    (void)store->record(nth(number, {failing(number)}), {});
    (void)store->record(nth(number + 1, {healthy(number + 1)}), {});
    (void)store->record(nth(number + 2, {healthy(number + 2)}), {});
  }
  (void)store->record(nth(20, {failing(20)}), {});
  EXPECT_EQ(store->incidents({}).value().at(0).status, IncidentStatus::open);
  EXPECT_EQ(resolutions(), 2U);
  (void)store->record(nth(12, {failing(12)}), {});  // the same run once more: nothing new
  EXPECT_EQ(resolutions(), 2U);
  (void)store->record(nth(5, {failing(5)}), {});  // late, between the two
  (void)store->record(nth(6, {healthy(6)}), {});
  EXPECT_EQ(resolutions(), 2U);
  (void)store->record(nth(7, {healthy(7)}), {});
  EXPECT_EQ(resolutions(), 3U);
}

TEST_P(IncidentsOfAStore, AreThoseOfRunsThatWereRecordedWithoutAJudge) {
  const auto place = new_place();
  const IncidentJudge judge = place->judge;
  place->judge = {};
  const auto mute = place->open();
  (void)mute->record(nth(1, {failing(1)}), {});
  EXPECT_THAT(mute->incidents({}).value(), IsEmpty());
  place->judge = judge;
  EXPECT_THAT(place->open()->incidents({}).value(), SizeIs(1));
}

TEST_P(IncidentsOfAStore, GoOnFromAPrunedPast) {
  const auto whole = new_place();
  const auto pruned = new_place();
  const auto a = whole->open();
  const auto b = pruned->open();
  const auto both = [&](const RunRecord& run) {
    (void)a->record(run, {});
    (void)b->record(run, {});
  };
  both(nth(1, {failing(1)}));
  both(nth(2, {failing(2)}));
  both(nth(3, {healthy(3)}));
  ASSERT_TRUE(b->prune(kNow + 3 * kHour, {}).ok());
  both(nth(5, {healthy(5)}));
  both(nth(4, {failing(4)}));  // late, and judged on what is left
  both(nth(6, {healthy(6)}));
  EXPECT_EQ(lines_of(*b), lines_of(*a));
  EXPECT_EQ(b->incidents({}).value().at(0).status, IncidentStatus::resolved);
}

// Random runs over two clusters and three workloads; sources of different precision, gaps, interrupted runs.
class RandomRuns {
 public:
  explicit RandomRuns(unsigned seed) : random_(seed) {
    for (int number = 1; number <= kRuns; ++number) runs_.push_back(next(number));
  }
  static constexpr int kRuns = 12;
  std::vector<RunRecord> runs_;
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
  std::mt19937 random_;

 private:
  RunRecord next(int number) {
    const Timestamp now = kNow + number * kHour;
    RunRecord run = nth(number, {});
    for (const char* uid : {"uid-1", "uid-2"}) {
      if (below(8) == 0) continue;  // another shard's, which failed
      RecordedCluster part = cluster(uid, {}, now);
      for (const char* workload : {"web", "api", "db"}) {
        const std::string name = below(2) == 0 ? "a" : "b";
        std::vector<FailureBounds> moments;
        for (int i = 0, n = below(3); i < n; ++i) {
          const Timestamp time = kNow + below(number * 3600) * Seconds{1};
          moments.push_back({time - Seconds{below(900)}, time});
        }
        if (below(2) == 0) continue;
        RecordedFinding each = finding(uid, name, workload, "OOMKilled", reduced(moments));
        each.state = below(4) == 0 ? State::recovered : State::active;
        each.confidence = below(4) == 0 ? Confidence::suspect : Confidence::confirmed;
        part.findings.push_back(each);
      }
      if (below(4) == 0) part.complete_namespaces = {"b"};
      run.clusters.push_back(std::move(part));
    }
    run.interrupted = below(8) == 0;
    return run;
  }
};

TEST_P(IncidentsOfAStore, AreTheSameInWhateverOrderAndPartsRunsAreRecorded) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    RandomRuns random(seed);
    const auto in_order = new_place();
    const auto store = in_order->open();
    for (const RunRecord& run : random.runs_) ASSERT_TRUE(store->record(run, {}).ok());

    std::vector<RunRecord> parts;
    for (const RunRecord& run : random.runs_) {
      for (const RecordedCluster& cluster : run.clusters) {
        parts.push_back(run);
        parts.back().clusters = {cluster};
        if (random.below(4) == 0) parts.push_back(parts.back());
      }
    }
    std::shuffle(parts.begin(), parts.end(), random.random_);
    const auto shuffled = new_place();
    const auto other = shuffled->open();
    for (const RunRecord& part : parts) ASSERT_TRUE(other->record(part, {}).ok());
    EXPECT_EQ(lines_of(*other), lines_of(*store)) << "seed " << seed;
    EXPECT_FALSE(store->incidents({}).value().empty());
  }
}

}  // namespace
}  // namespace oomscan::store
