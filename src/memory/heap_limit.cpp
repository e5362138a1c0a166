#include "memory/heap_limit.hpp"

#include <cstdlib>
#include <new>

namespace oomscan::memory {
namespace {

constinit std::atomic<std::int64_t> limit{0};
constinit std::atomic<HeapAccount*> accounts{nullptr};
constinit std::atomic<std::uint32_t> ends{0};
// One thread chooses at a time, or two would end two accounts for the same bytes. Nobody waits for it: whoever finds it
// taken goes on, and asks again with its next bytes.
constinit std::atomic_flag choosing = ATOMIC_FLAG_INIT;

HeapAccount* largest_working() {
  HeapAccount* largest = nullptr;
  for (HeapAccount* each = accounts; each != nullptr; each = each->next) {
    if (!each->working || each->ended) continue;
    if (largest == nullptr || each->bytes > largest->bytes) largest = each;
  }
  return largest;
}

// Only while `choosing` is held.
bool end_one() {
  HeapAccount* const largest = largest_working();
  if (largest == nullptr) return false;
  largest->ended = true;
  ++ends;
  ends.notify_all();
  return true;
}

}  // namespace

void set_heap_limit(std::int64_t bytes) { limit = bytes; }

HeapAccount* new_heap_account() {
  void* const place = std::malloc(sizeof(HeapAccount));  // NOLINT: an account must not be charged to an account
  if (place == nullptr) return nullptr;
  auto* const account = new (place) HeapAccount;
  account->next = accounts;
  while (!accounts.compare_exchange_weak(account->next, account)) {
  }
  return account;
}

std::int64_t heap_bytes_in_use() {
  std::int64_t sum = 0;
  for (const HeapAccount* each = accounts; each != nullptr; each = each->next) {
    if (!each->ended) sum += each->bytes;
  }
  return sum;
}

bool end_largest_account() {
  if (choosing.test_and_set()) return true;
  const bool ended = end_one();
  choosing.clear();
  return ended;
}

bool is_being_freed() {
  for (const HeapAccount* each = accounts; each != nullptr; each = each->next) {
    if (each->ended && each->working) return true;
  }
  return false;
}

void check_heap_limit() {
  const std::int64_t most = limit.load(std::memory_order_relaxed);
  if (most == 0 || heap_bytes_in_use() <= most || choosing.test_and_set()) return;
  if (heap_bytes_in_use() > most) end_one();
  choosing.clear();
}

std::uint32_t wait_for_ends(std::uint32_t seen) {
  ends.wait(seen);
  return ends;
}

void wake_waiters() {
  ++ends;
  ends.notify_all();
}

}  // namespace oomscan::memory
