// What every store promises.
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include <gmock/gmock.h>

#include "store/subject_rows.hpp"
#include "unit/store/places.hpp"
#include "unit/store/run_maker.hpp"

namespace oomscan::store {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class StoreContract : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    place_ = make_place(GetParam());
    store_ = place_->open();
  }
  bool record(const RunRecord& run, HistoryStore& store) {
    const auto outcome = store.record(run, {});
    EXPECT_TRUE(outcome.ok()) << (outcome ? "" : outcome.error().message);
    return outcome.ok() && outcome->added;
  }
  bool record(const RunRecord& run) { return record(run, *store_); }
  HistorySlice slice(HistoryStore& store) {
    auto slice = store.slice({kNow - 1000 * kHour, kNow + 1000 * kHour}, {});
    EXPECT_TRUE(slice.ok()) << (slice ? "" : slice.error().message);
    return *std::move(slice);
  }
  HistorySlice slice() { return slice(*store_); }

  std::unique_ptr<Place> place_;
  std::unique_ptr<HistoryStore> store_;
};

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract, ::testing::ValuesIn(store_names()),
                         [](const auto& store) { return store.param; });

TEST_P(StoreContract, GivesARunBackAsItWasRecorded) {
  RunRecord written =
      run("20251124T160000Z-1",
          {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow - 2 * kHour), at(kNow - kHour)})})});
  written.clusters[0].gaps = {{"", "history", "retention", "Events reach back 3 h"},
                              {"b", "logs", "forbidden", "'bob' may not get logs"}};
  EXPECT_TRUE(record(written));
  const auto read = store_->run(written.id, {});
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, written);
}

TEST_P(StoreContract, GivesTheGapOfAWholeClusterBackThatSawNothing) {
  RunRecord written = run("20251124T160000Z-1", {cluster("uid-1", {})});
  written.clusters[0].complete_namespaces.clear();
  written.clusters[0].seen.clear();
  written.clusters[0].gaps = {{"", "cluster", "unreachable", "no route to host"}};
  EXPECT_TRUE(record(written));
  const auto read = store_->run(written.id, {});
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->clusters[0].gaps, written.clusters[0].gaps);
  EXPECT_THAT(read->clusters[0].complete_namespaces, SizeIs(0));
}

TEST_P(StoreContract, KnowsARunThatIsRecordedTwiceOnce) {
  const RunRecord once = run("r1", {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow - kHour)})})});
  EXPECT_TRUE(record(once));
  EXPECT_FALSE(record(once));
  EXPECT_EQ(slice().failures.size(), 1U);
  EXPECT_EQ(slice().restart_counts.size(), 1U);
  EXPECT_THAT(store_->runs(10, {}).value(), SizeIs(1));
}

TEST_P(StoreContract, CountsAFailureThatTwoRunsSawOnce) {
  record(run("r1", {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {{kNow - kHour, kNow}})})}));
  record(run("r2", {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow - Seconds{60})})})}));
  ASSERT_THAT(slice().failures, SizeIs(1));
  EXPECT_EQ(slice().failures[0].when, at(kNow - Seconds{60}));
}

TEST_P(StoreContract, IsTheSameInWhateverOrderRunsAreRecorded) {
  const std::vector<RunRecord> runs = {
      run("r1",
          {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {{kNow - 9 * kHour, kNow - 7 * kHour}})},
                   kNow - 6 * kHour)},
          kNow - 6 * kHour),
      run("r2",
          {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {{kNow - 8 * kHour, kNow - 3 * kHour}})},
                   kNow - 3 * kHour)},
          kNow - 3 * kHour),
      run("r3", {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow - 4 * kHour)})}, kNow)}, kNow)};
  std::vector<HistorySlice> slices;
  for (const std::vector<int>& order : {std::vector<int>{0, 1, 2}, {2, 1, 0}, {1, 2, 0, 1}}) {
    SetUp();
    for (const int i : order) record(runs[static_cast<std::size_t>(i)]);
    slices.push_back(slice());
  }
  for (const HistorySlice& other : slices) {
    ASSERT_THAT(other.failures, SizeIs(2));
    EXPECT_EQ(other.failures[0].when, slices[0].failures[0].when);
    EXPECT_EQ(other.failures[1].when, slices[0].failures[1].when);
    EXPECT_EQ(other.seen.size(), slices[0].seen.size());
    EXPECT_EQ(other.restart_counts.size(), 3U);
  }
}

TEST_P(StoreContract, JoinsARunThatFourShardsRecorded) {
  for (const char* uid : {"uid-1", "uid-2", "uid-3", "uid-4", "uid-2"}) {
    record(run("r1", {cluster(uid, {finding(uid, "a", "web", "OOMKilled", {at(kNow - kHour)})})}));
  }
  const auto runs = store_->runs(10, {});
  ASSERT_THAT(runs.value(), SizeIs(1));
  EXPECT_EQ(runs.value()[0].clusters, 4);
  EXPECT_EQ(runs.value()[0].findings, 4);
  EXPECT_EQ(slice().failures.size(), 4U);
}

TEST_P(StoreContract, LetsTwoWritersWriteAtOnce) {
  const auto write = [&](int writer) {
    const std::unique_ptr<HistoryStore> store = place_->open();
    for (int i = 0; i < 10; ++i) {
      const Timestamp time = kNow + i * kHour;
      // The same container, seen by both: its failures must not be doubled.
      record(run("r" + std::to_string(i) + "-" + std::to_string(writer),
                 {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(time - Seconds{60})})}, time)}, time),
             *store);
    }
  };
  std::thread other(write, 1);
  write(2);
  other.join();
  EXPECT_THAT(store_->runs(100, {}).value(), SizeIs(20));
  EXPECT_EQ(slice().failures.size(), 10U);
}

// Whatever is known first: the address alone, or the uid.
TEST_P(StoreContract, IsReadWholeWhileItIsWritten) {
  std::atomic<bool> written{false};
  std::thread writer([&] {
    const std::unique_ptr<HistoryStore> store = place_->open();
    for (int i = 0; i < 20; ++i) {
      const Timestamp time = kNow + i * kHour;
      std::vector<RecordedFinding> findings;
      for (const char* workload : {"web", "api", "db"}) {
        findings.push_back(
            finding("uid-1", "a", workload + std::to_string(i), "OOMKilled", {at(time)}, workload + std::to_string(i)));
      }
      record(run("r" + std::to_string(100 + i), {cluster("uid-1", findings, time)}, time), *store);
    }
    written = true;
  });
  while (!written) {
    const HistorySlice past = slice();
    EXPECT_EQ(past.failures.size() % 3, 0U);  // a run is there whole or not at all
    EXPECT_EQ(past.subjects.size(), past.failures.size());
  }
  writer.join();
  EXPECT_EQ(slice().failures.size(), 60U);
}

TEST_P(StoreContract, KnowsAClusterAndItsContainersByUidThatItKnewByAddress) {
  RecordedCluster by_address = cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow - 30 * kHour)}),
                                                 finding("uid-1", "a", "gone", "OOMKilled", {at(kNow - 30 * kHour)})});
  by_address.id = by_address.server;
  for (RecordedFinding& each : by_address.findings) {
    each.subject.cluster_id = by_address.server;
    each.fingerprint = fingerprint_of(each.subject, each.pod);
  }
  const RunRecord first = run("r1", {by_address}, kNow - 29 * kHour);
  const RunRecord second =
      run("r2", {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow - kHour)})})});
  for (const bool in_order : {true, false}) {
    SetUp();
    record(in_order ? first : second);
    record(in_order ? second : first);
    const HistorySlice past = slice();
    ASSERT_THAT(past.clusters, SizeIs(1));
    EXPECT_EQ(past.clusters[0].id, "uid-1");
    EXPECT_THAT(past.failures, SizeIs(3));
    ASSERT_THAT(past.subjects, SizeIs(2));  // one container stays one
    for (const auto& each : past.subjects) {
      EXPECT_EQ(each.id.cluster_id, "uid-1");
      EXPECT_EQ(each.fingerprint, fingerprint_of(each.id, "")) << each.id.workload.name;
    }
    EXPECT_THAT(store_->run("r1", {}).value().clusters[0].findings, SizeIs(2));
  }
}

TEST_P(StoreContract, KeepsHostileStringsAsTheyAre) {
  const std::string hostile = "x'); DROP TABLE run; --\n\x1b[31m\"\\ \xf0\x9f\x92\xa5 %s $1 ?1";
  RunRecord written = run("r1", {cluster("uid-1", {finding("uid-1", "a", hostile, "OOMKilled", {at(kNow)})})});
  written.clusters[0].findings[0].cause = hostile;
  written.clusters[0].findings[0].pod = hostile;
  record(written);
  EXPECT_EQ(store_->run("r1", {}).value().clusters[0].findings[0].cause, hostile);
  EXPECT_EQ(slice().failures[0].pod, hostile);
}

TEST_P(StoreContract, SaysThatARunIsNotThere) { EXPECT_EQ(store_->run("nope", {}).error().kind, ErrorKind::not_found); }

TEST_P(StoreContract, IsEmptyAtFirst) {
  EXPECT_THAT(store_->runs(10, {}).value(), SizeIs(0));
  EXPECT_TRUE(slice().failures.empty());
  EXPECT_TRUE(store_->incidents({}).value().empty());
}

TEST_P(StoreContract, KeepsFailuresWhenRunsArePruned) {
  record(
      run("r1",
          {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow - 500 * kHour)})}, kNow - 499 * kHour)},
          kNow - 499 * kHour));
  record(run("r2", {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow)})})}));
  const auto pruned = store_->prune(kNow - 100 * kHour, {});
  ASSERT_TRUE(pruned.ok());
  EXPECT_EQ(pruned->runs, 1);
  EXPECT_EQ(slice().failures.size(), 2U);
  EXPECT_EQ(slice().restart_counts.size(), 1U);
  EXPECT_THAT(store_->runs(10, {}).value(), SizeIs(2));
  EXPECT_EQ(store_->prune(kNow - 100 * kHour, {}).value().runs, 0);
}

TEST_P(StoreContract, StoresWhatTheJudgeOfIncidentsSays) {
  place_->judge = [](const RunRecord& judged, const std::vector<Incident>& before) {
    IncidentStep step;
    if (!before.empty()) step.incident = before[0];
    step.incident.fingerprint = judged.clusters[0].findings[0].fingerprint;
    step.incident.subject = judged.clusters[0].findings[0].subject;
    step.incident.status = IncidentStatus::open;
    step.incident.opened_at = kNow - kHour;
    step.incident.last_run = judged.id;
    step.incident.turns.push_back(judged.finished_at);
    ++step.incident.runs;
    step.change = IncidentChange::opened;
    return std::vector{step};
  };
  store_ = place_->open();
  const auto record_judged = [&](const std::string& id) {
    return store_->record(run(id, {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow - kHour)})})}),
                          {});
  };
  EXPECT_THAT(record_judged("r1").value().steps, SizeIs(1));
  EXPECT_THAT(record_judged("r1").value().steps, SizeIs(0));  // recorded already: nothing is judged twice
  EXPECT_THAT(record_judged("r2").value().steps, SizeIs(1));
  const auto incidents = place_->open()->incidents({});
  ASSERT_THAT(incidents.value(), SizeIs(1));
  EXPECT_EQ(incidents.value()[0].runs, 2);
  EXPECT_EQ(incidents.value()[0].subject.namespace_name, "a");
  EXPECT_EQ(incidents.value()[0].cluster, "prd");
  EXPECT_THAT(incidents.value()[0].turns, ElementsAre(kNow, kNow));
  EXPECT_FALSE(incidents.value()[0].resolved_at.has_value());
}

}  // namespace
}  // namespace oomscan::store
