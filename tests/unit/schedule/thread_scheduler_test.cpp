#include "schedule/thread_scheduler.hpp"

#include <atomic>
#include <barrier>
#include <latch>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace oomscan::schedule {
namespace {

TEST(ThreadScheduler, RunsEveryTaskOnce) {
  for (const std::size_t workers : {0U, 1U, 3U, 1000U}) {
    std::vector<std::atomic<int>> runs(100);
    ThreadScheduler{}.for_each(runs.size(), workers, [&](std::size_t index) { ++runs[index]; }, {});
    for (const auto& count : runs) EXPECT_EQ(count, 1);
  }
  ThreadScheduler{}.for_each(0, 5, [](std::size_t) { FAIL(); }, {});
}

// The barrier opens only when three are at work at once; the count shows that there are never more.
TEST(ThreadScheduler, HasAsManyAtWorkAsAllowed) {
  std::barrier together(3);
  std::atomic<int> at_work = 0;
  std::atomic<int> most = 0;
  ThreadScheduler{}.for_each(9, 3,
                             [&](std::size_t) {
                               const int now = ++at_work;
                               int seen = most;
                               while (seen < now && !most.compare_exchange_weak(seen, now)) {
                               }
                               together.arrive_and_wait();
                               --at_work;
                             },
                             {});
  EXPECT_EQ(most, 3);
}

// One task waits for all others: with fixed portions per worker this would hang.
TEST(ThreadScheduler, StartsANewTaskAsSoonAsOneEnds) {
  std::latch others(9);
  ThreadScheduler{}.for_each(10, 2, [&](std::size_t index) { index == 0 ? others.wait() : others.count_down(); }, {});
  EXPECT_TRUE(others.try_wait());
}

TEST(ThreadScheduler, StartsNoFurtherTaskAfterAStop) {
  std::stop_source source;
  std::atomic<int> runs = 0;
  ThreadScheduler{}.for_each(
      1000, 2,
      [&](std::size_t) {
        ++runs;
        source.request_stop();
      },
      source.get_token());
  EXPECT_GE(runs, 1);
  EXPECT_LE(runs, 2);
}

TEST(ThreadScheduler, MayBeUsedFromInsideATask) {
  std::atomic<int> runs = 0;
  ThreadScheduler scheduler;
  scheduler.for_each(4, 4, [&](std::size_t) { scheduler.for_each(5, 3, [&](std::size_t) { ++runs; }, {}); }, {});
  EXPECT_EQ(runs, 20);
}

TEST(ThreadScheduler, RunsOnTheCallingThreadIfThereIsOneWorker) {
  std::set<std::thread::id> threads;
  ThreadScheduler{}.for_each(5, 1, [&](std::size_t) { threads.insert(std::this_thread::get_id()); }, {});
  EXPECT_EQ(threads, std::set{std::this_thread::get_id()});
}

TEST(ThreadSchedulerDeathTest, EndsTheProgramIfATaskThrows) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto throw_once = [](std::size_t index) {
    if (index == 1) throw std::runtime_error("a bug");
  };
  EXPECT_DEATH(ThreadScheduler{}.for_each(2, 2, throw_once, {}), "a bug");
}

}  // namespace
}  // namespace oomscan::schedule
