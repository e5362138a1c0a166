#include "memory/memory_budget.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <malloc.h>

#include "memory/counted_new.hpp"
#include "memory/heap_limit.hpp"

namespace oomscan::memory {
namespace {

constexpr std::int64_t kMebibyte = std::int64_t{1} << 20;

class HeapBudget;

class HeapShare final : public MemoryBudget::Share {
 public:
  HeapShare(HeapBudget& budget, HeapAccount* account, std::function<void()> on_over)
      : budget_(budget), account_(account), on_over_(std::move(on_over)), scope_(account) {}
  ~HeapShare() override;
  HeapShare(const HeapShare&) = delete;
  HeapShare& operator=(const HeapShare&) = delete;

  [[nodiscard]] std::optional<Error> over() const override;

  // Called by the budget's thread, under its lock.
  void tell() {
    if (account_ == nullptr || !account_->ended || std::exchange(told_, true)) return;
    if (on_over_) on_over_();
  }

 private:
  HeapBudget& budget_;
  HeapAccount* account_;
  std::function<void()> on_over_;
  bool told_ = false;
  HeapScope scope_;
};

class HeapBudget final : public MemoryBudget {
 public:
  explicit HeapBudget(std::int64_t limit_bytes) : limit_(limit_bytes) {
    use_counted_new();
    set_heap_limit(limit_bytes);
    try {
      watcher_ = std::thread([this] { watch(); });
    } catch (const std::system_error&) {
      // No thread is to be had.
    }
  }
  ~HeapBudget() override {
    set_heap_limit(0);
    closing_ = true;
    wake_waiters();
    if (watcher_.joinable()) watcher_.join();
  }
  HeapBudget(const HeapBudget&) = delete;
  HeapBudget& operator=(const HeapBudget&) = delete;

  std::unique_ptr<Share> open(std::function<void()> on_over) override {
    auto share = std::make_unique<HeapShare>(*this, new_heap_account(), std::move(on_over));
    const std::lock_guard lock(mutex_);
    shares_.push_back(share.get());
    return share;
  }
  void close(HeapShare* share) {
    const std::lock_guard lock(mutex_);
    std::erase(shares_, share);
  }
  [[nodiscard]] std::int64_t limit() const { return limit_; }

 private:
  void watch() {
    std::uint32_t seen = 0;
    while (!closing_) {
      seen = wait_for_ends(seen);
      const std::lock_guard lock(mutex_);
      for (HeapShare* each : shares_) each->tell();
    }
  }

  const std::int64_t limit_;
  std::mutex mutex_;
  std::vector<HeapShare*> shares_;
  std::atomic<bool> closing_{false};
  std::thread watcher_;
};

HeapShare::~HeapShare() {
  budget_.close(this);
  if (account_ == nullptr) return;
  account_->working = false;
  // The allocator keeps what was freed for the next one, who may never want as much.
  if (account_->ended) ::malloc_trim(0);
}

std::optional<Error> HeapShare::over() const {
  if (account_ == nullptr || !account_->ended) return std::nullopt;
  return Error{ErrorKind::memory_limit,
               "its answers took more memory than the run may use (" + std::to_string(budget_.limit() / kMebibyte) +
                   " MiB): what was read of it was given up",
               "raise --memory-limit, or select fewer namespaces with --include-ns"};
}

}  // namespace

std::unique_ptr<MemoryBudget> make_memory_budget(std::int64_t limit_bytes) {
  return std::make_unique<HeapBudget>(limit_bytes);
}

}  // namespace oomscan::memory
