#include "memory/memory_budget.hpp"

#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "memory/counted_new.hpp"
#include "memory/heap_limit.hpp"

namespace oomscan::memory {
namespace {

constexpr std::int64_t kMiB = std::int64_t{1} << 20;

// Becomes true once.
class Signal {
 public:
  void set() {
    const std::lock_guard lock(mutex_);
    is_set_ = true;
    changed_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_set_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_set_ = false;
};

// Pieces that are large enough to be refused.
bool takes(std::int64_t mebibytes) {
  std::list<std::string> kept;
  try {
    for (std::int64_t i = 0; i < mebibytes; ++i) kept.emplace_back(static_cast<std::size_t>(kMiB), 'x');
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

TEST(MemoryBudget, LetsAShareHaveWhatIsLessThanTheLimit) {
  const auto budget = make_memory_budget(64 * kMiB);
  const auto share = budget->open([] {});
  EXPECT_TRUE(takes(60));
  EXPECT_TRUE(takes(60)) << "what was freed does not count";
  EXPECT_EQ(share->over(), std::nullopt);
}

TEST(MemoryBudget, EndsAShareThatTakesMoreThanTheLimitAndSaysSo) {
  const auto budget = make_memory_budget(64 * kMiB);
  Signal told;
  const auto share = budget->open([&] { told.set(); });
  EXPECT_FALSE(takes(80));
  told.wait();
  ASSERT_TRUE(share->over());
  EXPECT_EQ(share->over()->kind, ErrorKind::memory_limit);
  EXPECT_EQ(share->over()->message,
            "its answers took more memory than the run may use (64 MiB): what was read of it was given up");
}

TEST(MemoryBudget, RefusesSmallPiecesToo) {
  const auto budget = make_memory_budget(64 * kMiB);
  const auto share = budget->open([] {});
  std::list<int> kept;
  EXPECT_THROW(while (kept.size() < 10'000'000) kept.push_back(0), std::bad_alloc);
  EXPECT_TRUE(share->over());
}

TEST(MemoryBudget, EndsWhoHasTheMostAndNobodyElse) {
  const auto budget = make_memory_budget(64 * kMiB);
  const auto mine = budget->open([] {});
  Signal filled;
  Signal told;
  bool other_was_refused = false;
  std::jthread other([&] {
    const auto share = budget->open([&] { told.set(); });
    std::list<std::string> kept;
    for (int i = 0; i < 50; ++i) kept.emplace_back(static_cast<std::size_t>(kMiB), 'x');
    filled.set();
    told.wait();
    other_was_refused = share->over().has_value();
  });
  filled.wait();
  EXPECT_TRUE(takes(30)) << "the smaller one goes on, whoever asked for the last byte";
  other.join();
  EXPECT_TRUE(other_was_refused);
  EXPECT_EQ(mine->over(), std::nullopt);
}

TEST(MemoryBudget, CountsWhatAnotherThreadFrees) {
  const auto budget = make_memory_budget(64 * kMiB);
  const auto share = budget->open([] {});
  const std::int64_t before = heap_bytes_in_use();
  for (int i = 0; i < 10; ++i) {
    auto kept = std::make_unique<std::vector<std::string>>(20, std::string(static_cast<std::size_t>(kMiB), 'x'));
    std::jthread([&] { kept.reset(); }).join();
  }
  EXPECT_LT(heap_bytes_in_use() - before, kMiB);
  EXPECT_EQ(share->over(), std::nullopt);
}

TEST(MemoryBudget, LetsDestructorsWorkWhileAnExceptionIsOnItsWayUp) {
  struct Allocates {
    bool& worked;
    ~Allocates() {
      const std::string line(100'000, 'x');
      worked = !line.empty();
    }
  };
  const auto budget = make_memory_budget(64 * kMiB);
  const auto share = budget->open([] {});
  bool worked = false;
  EXPECT_THROW(
      {
        const Allocates allocates{worked};
        std::list<std::string> kept;
        while (kept.size() < 1000) kept.emplace_back(static_cast<std::size_t>(kMiB), 'x');
      },
      std::bad_alloc);
  EXPECT_TRUE(worked);
}

TEST(MemoryBudget, HoldsNobodyWhoWorksForNoShare) {
  const auto budget = make_memory_budget(64 * kMiB);
  EXPECT_TRUE(takes(100));
}

struct alignas(128) Wide {
  char bytes[256];
};

TEST(CountedNew, KeepsAlignments) {
  const auto budget = make_memory_budget(64 * kMiB);
  const auto share = budget->open([] {});
  const std::int64_t before = heap_bytes_in_use();
  for (int i = 0; i < 1000; ++i) {
    const auto wide = std::make_unique<Wide[]>(64);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(wide.get()) % alignof(Wide), 0U);
  }
  EXPECT_LT(heap_bytes_in_use() - before, kMiB);
  EXPECT_EQ(new (std::nothrow) char[std::size_t{1} << 62], nullptr);
}

}  // namespace
}  // namespace oomscan::memory
