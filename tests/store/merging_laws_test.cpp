// Random runs over one random truth, in any order, overlap and repetition, by shards and over several sources: what is
// counted is the truth's where it was seen exactly, and never above it.
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "analyze/trends.hpp"
#include "unit/store/places.hpp"
#include "unit/store/run_maker.hpp"

namespace oomscan::store {
namespace {

constexpr int kContainers = 4;
constexpr Seconds kSpan{4 * 86400};

struct Truth {
  std::vector<std::set<Timestamp>> failures;  // of each container; each is followed by one restart
};

struct Observed {
  std::vector<RunRecord> runs;
  std::vector<std::set<Timestamp>> seen;   // at all
  std::vector<std::set<Timestamp>> exact;  // to the second
};

class World {
 public:
  explicit World(unsigned seed) : random_(seed) {
    for (int container = 0; container < kContainers; ++container) {
      std::set<Timestamp> times;
      for (int i = 0, n = below(25); i < n; ++i)
        times.insert(kNow + Seconds{1 + below(static_cast<int>(kSpan.count()))});
      truth_.failures.push_back(std::move(times));
    }
  }

  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }

  // `precise`: each failure that a run looks at is seen to the second.
  Observed observe(bool precise) {
    Observed observed;
    observed.seen.resize(kContainers);
    observed.exact.resize(kContainers);
    for (int number = 0; number < 10; ++number) {
      const Timestamp now = kNow + Seconds{1 + below(static_cast<int>(kSpan.count()))};
      const Timestamp from = now - Seconds{1 + below(2 * 86400)};
      RecordedCluster where = cluster("uid-1", {}, now);
      where.seen = {{"a", "events", {from, now}}, {"b", "events", {from, now}}};
      for (int container = 0; container < kContainers; ++container) {
        if (below(4) == 0) continue;  // its namespace could not be read
        const auto& times = truth_.failures[static_cast<std::size_t>(container)];
        std::vector<FailureBounds> moments;
        for (const Timestamp time : times) {
          if (time <= from || time > now) continue;
          // Two sources may tell of it, each with its own precision.
          for (int source = 0, n = 1 + below(2); source < n; ++source) {
            const bool exact = precise || below(2) == 0;
            moments.push_back(exact ? at(time) : FailureBounds{time - Seconds{below(600)}, time + Seconds{below(600)}});
            observed.seen[static_cast<std::size_t>(container)].insert(time);
            if (exact) observed.exact[static_cast<std::size_t>(container)].insert(time);
          }
        }
        RecordedFinding each = finding("uid-1", container % 2 == 0 ? "a" : "b", fmt::format("w{}", container),
                                       "OOMKilled", reduced(moments), fmt::format("pod-{}", container));
        each.restart_count = static_cast<std::int64_t>(
            std::count_if(times.begin(), times.end(), [&](Timestamp time) { return time <= now; }));
        where.findings.push_back(std::move(each));
      }
      observed.runs.push_back(run(fmt::format("run-{}-{}", now.time_since_epoch().count(), number), {where}, now));
    }
    return observed;
  }

  // Parts of them, some twice, in any order.
  std::vector<RunRecord> told(const std::vector<RunRecord>& runs) {
    std::vector<RunRecord> parts;
    for (const RunRecord& run : runs) {
      for (int i = 0, n = 1 + below(2); i < n; ++i) parts.push_back(run);
    }
    std::shuffle(parts.begin(), parts.end(), random_);
    return parts;
  }

  Truth truth_;

 private:
  std::mt19937 random_;
};

class MergedRuns : public ::testing::TestWithParam<std::string> {
 protected:
  static HistorySlice past_of(const std::vector<RunRecord>& runs) {
    const auto place = make_place(GetParam());
    const auto store = place->open();
    for (const RunRecord& run : runs) {
      const auto done = store->record(run, {});
      EXPECT_TRUE(done.ok()) << (done ? "" : done.error().message);
    }
    auto slice = store->slice({kNow - 10 * kSpan, kNow + 10 * kSpan}, {});
    EXPECT_TRUE(slice.ok());
    return *std::move(slice);
  }
  static std::map<std::string, std::vector<FailureBounds>> failures_of(const HistorySlice& past) {
    std::map<std::string, std::vector<FailureBounds>> failures;
    for (const auto& each : past.failures) failures[past.subjects[each.subject].id.workload.name].push_back(each.when);
    return failures;
  }
  static int rounds() { return GetParam() == "Sqlite" ? 12 : 3; }
};

INSTANTIATE_TEST_SUITE_P(Stores, MergedRuns, ::testing::ValuesIn(store_names()),
                         [](const auto& store) { return store.param; });

TEST_P(MergedRuns, AreTheSameInAnyOrderAndRepetition) {
  for (int seed = 0; seed < rounds(); ++seed) {
    World world(static_cast<unsigned>(seed));
    const Observed observed = world.observe(false);
    const HistorySlice once = past_of(observed.runs);
    const HistorySlice again = past_of(world.told(observed.runs));
    EXPECT_EQ(failures_of(again), failures_of(once)) << seed;
    EXPECT_EQ(again.restart_counts.size(), once.restart_counts.size()) << seed;
    EXPECT_EQ(again.seen.size(), once.seen.size()) << seed;
  }
}

TEST_P(MergedRuns, CountTheTruthWhereItWasSeenToTheSecond) {
  for (int seed = 100; seed < 100 + rounds(); ++seed) {
    World world(static_cast<unsigned>(seed));
    const Observed observed = world.observe(true);
    const auto counted = failures_of(past_of(world.told(observed.runs)));
    for (int container = 0; container < kContainers; ++container) {
      const std::string name = fmt::format("w{}", container);
      std::vector<FailureBounds> expected;
      for (const Timestamp time : observed.exact[static_cast<std::size_t>(container)]) expected.push_back(at(time));
      EXPECT_EQ(counted.contains(name) ? counted.at(name) : std::vector<FailureBounds>{}, expected) << seed << name;
    }
  }
}

TEST_P(MergedRuns, NeverCountMoreThanTheTruthNorLessThanWhatWasSeenToTheSecondApart) {
  for (int seed = 200; seed < 200 + rounds(); ++seed) {
    World world(static_cast<unsigned>(seed));
    const Observed observed = world.observe(false);
    const HistorySlice past = past_of(world.told(observed.runs));
    const auto counted = failures_of(past);
    const AnalysisQuestion whole{kNow + 2 * kSpan, "all", 4 * kSpan, GroupBy::workload};
    const Trends trends = analyze::trends(past, whole);
    for (int container = 0; container < kContainers; ++container) {
      const auto index = static_cast<std::size_t>(container);
      const std::string name = fmt::format("w{}", container);
      const std::size_t count = counted.contains(name) ? counted.at(name).size() : 0;
      EXPECT_LE(count, observed.seen[index].size()) << seed << name;
      EXPECT_GE(count, observed.exact[index].size()) << seed << name;
      for (const TrendRow& row : trends.rows) {
        if (row.group.workload->name != name) continue;
        EXPECT_EQ(row.counts.oom_kills, static_cast<std::int64_t>(count));
        EXPECT_LE(row.counts.restarts, static_cast<std::int64_t>(world.truth_.failures[index].size())) << seed << name;
      }
    }
  }
}

}  // namespace
}  // namespace oomscan::store
