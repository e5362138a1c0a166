// Who is read when: clusters that answer, beside clusters that do not.
#include "scan/cluster_slots.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>

#include "unit/scan/timed_fleet.hpp"

namespace oomscan::scan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

TEST(ClusterSlots, AreGivenBack) {
  ClusterSlots slots{1};
  {
    const auto slot = slots.take({});
  }
  EXPECT_TRUE(slots.take({}).has_value());
}

TEST(ClusterSlots, AreNotWaitedForAfterAStop) {
  ClusterSlots slots{1};
  const auto taken = slots.take({});
  std::stop_source stop;
  std::jthread stopper{[&] { stop.request_stop(); }};
  EXPECT_FALSE(slots.take(stop.get_token()).has_value());
}

// Healthy clusters are read in pairs: each waits until another one is being read at the same time. With one slot taken
// by a cluster that does not answer there would be no pair, and this test would not end.
class SilentClusters : public TimedFleet, public ::testing::WithParamInterface<std::size_t> {
 protected:
  static constexpr std::size_t kHealthy = 20;

  static std::string dead_name(std::size_t i) { return "dead-" + std::to_string(i); }

  void read_in_pair(const std::string& call) {
    if (call != "pods *") return;
    std::unique_lock lock{mutex_};
    at_once_max_ = std::max(at_once_max_, ++being_read_);
    const std::size_t pair = arrived_++ / 2;
    changed_.notify_all();
    changed_.wait(lock, [&] { return arrived_ >= 2 * (pair + 1); });
    --being_read_;
    ++read_;
    changed_.notify_all();
  }
  void stay_silent_until_all_are_read(const Cluster& cluster) {
    if (!cluster.name.starts_with("dead")) return;
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return read_ == kHealthy; });
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t being_read_ = 0;
  std::size_t at_once_max_ = 0;
  std::size_t arrived_ = 0;
  std::size_t read_ = 0;
};

TEST_P(SilentClusters, TakeNoSlotFromThoseThatAnswer) {
  settings_.clusters_at_once = 2;
  for (std::size_t i = 0; i < GetParam(); ++i) {
    add_cluster(dead_name(i));
    fleet_.fail_open(dead_name(i), Error{ErrorKind::timed_out, "connecting: no answer within 45 s", ""});
  }
  for (std::size_t i = 0; i < kHealthy; ++i) {
    fakes::FakeClusterReader& reader = add_cluster("healthy-" + std::to_string(i));
    reader.add_namespace("a");
    reader.on_call([this](const std::string& call) { read_in_pair(call); });
  }
  fleet_.on_open = [this](const Cluster& cluster, const std::stop_token&) { stay_silent_until_all_are_read(cluster); };
  ThreadedScheduler threads;
  const ScanReport report = scan(threads);
  EXPECT_EQ(read_, kHealthy);
  EXPECT_EQ(at_once_max_, settings_.clusters_at_once) << "--batch-size holds all the same";
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "cluster", "timed_out", "no answer within 45 s")));
}

INSTANTIATE_TEST_SUITE_P(One, SilentClusters, ::testing::Values(1));
INSTANTIATE_TEST_SUITE_P(AsManyAsMayConnectAhead, SilentClusters, ::testing::Values(kConnectingAheadMax));

TEST_F(TimedFleet, DoesNotWaitForASlotPastTheDeadline) {
  settings_.clusters_at_once = 1;
  settings_.deadline = 600s;
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t connected = 0;
  for (const char* name : {"a", "b"}) {
    fakes::FakeClusterReader& reader = add_cluster(name);
    reader.add_namespace("x");
    reader.on_call([&](const std::string& call) {
      if (call != "pods *") return;
      std::unique_lock lock{mutex};
      changed.wait(lock, [&] { return connected == 2; });
      lock.unlock();
      clock_.advance(600s);
    });
  }
  fleet_.on_open = [&](const Cluster&, const std::stop_token&) {
    const std::lock_guard lock{mutex};
    ++connected;
    changed.notify_all();
  };
  ThreadedScheduler threads;
  const ScanReport report = scan(threads);
  std::multiset<CoverageStatus> statuses;
  for (const ClusterCoverage& coverage : report.coverage) {
    statuses.insert(coverage.status);
    EXPECT_THAT(coverage.gaps, Contains(Field(&Gap::detail, HasSubstr(kRunOver))));
  }
  EXPECT_THAT(statuses, ElementsAre(CoverageStatus::partial, CoverageStatus::skipped));
}

}  // namespace
}  // namespace oomscan::scan
