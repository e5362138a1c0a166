// Whose memory it is: what a thread allocates with `new` is charged to the account that it works for, and given back by
// whoever frees it, on whatever thread.
// Invariant: an account's bytes are those that live, but for at most kHeapCreditBytes a thread. Nothing is counted in a
// program that is not linked with the room `memory`, which replaces `new`.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace oomscan {

// What a thread takes from its account ahead, so that it does not touch what all threads share at each allocation.
inline constexpr std::int64_t kHeapCreditBytes = std::int64_t{64} << 10;

// Never freed, for memory may outlive the work that allocated it. Thread-safe.
struct HeapAccount {
  std::atomic<std::int64_t> bytes{0};
  // Too much is in use and this one has the most: see `deny` in counted_new.cpp for what it may still do.
  std::atomic<bool> ended{false};
  std::atomic<bool> working{true};  // its work is under way: what one that is done has left behind ends nobody
  HeapAccount* next = nullptr;
};

// What this thread works for. Trivial, so that reading it costs no guard.
struct HeapPlace {
  HeapAccount* account = nullptr;
  std::int64_t credit = 0;         // bytes of the account that are not used yet
  std::int64_t after_the_end = 0;  // bytes allocated since the account was ended
};
extern constinit thread_local HeapPlace heap_place;

// While it lives, the calling thread works for `account` (null: for nobody). Scopes nest.
class HeapScope {
 public:
  explicit HeapScope(HeapAccount* account) : before_(heap_place) { heap_place = {account, 0, 0}; }
  ~HeapScope() {
    if (heap_place.account != nullptr) heap_place.account->bytes -= heap_place.credit;
    heap_place = before_;
  }
  HeapScope(const HeapScope&) = delete;
  HeapScope& operator=(const HeapScope&) = delete;

 private:
  HeapPlace before_;
};

// For a thread that does a part of the calling one's work: what to make its scope of.
[[nodiscard]] inline HeapAccount* heap_account_here() { return heap_place.account; }

}  // namespace oomscan
