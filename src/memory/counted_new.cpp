#include "memory/counted_new.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <limits>
#include <new>
#include <thread>

#include "memory/heap_limit.hpp"

namespace oomscan::memory {
namespace {

// Before each block. As large as what `new` must be aligned to.
struct alignas(__STDCPP_DEFAULT_NEW_ALIGNMENT__) Head {
  HeapAccount* account;
  std::size_t bytes;
};

// The system gave nothing: how long to wait for the largest account to end and free what it has.
constexpr std::chrono::milliseconds kReleaseWait{10};
constexpr int kReleaseWaitsMax = 200;

// True: the thread must not have these bytes. While an exception is on its way up, destructors must be able to work.
bool deny(HeapPlace& place, std::size_t bytes) {
  place.after_the_end += static_cast<std::int64_t>(bytes);
  const bool over = bytes >= kSmallBytes || place.after_the_end > kAfterTheEndBytesMax;
  if (!over || std::uncaught_exceptions() > 0) return false;
  // Whoever catches it has words to say.
  place.after_the_end = std::min(place.after_the_end, kAfterTheEndBytesMax - kAfterDenialBytesMax);
  return true;
}

// False: it is not to be had. Called when the thread's credit is used up.
bool take_credit(HeapPlace& place, std::size_t bytes) {
  HeapAccount& account = *place.account;
  const bool ended = account.ended.load(std::memory_order_relaxed);
  if (ended && deny(place, bytes)) return false;
  // Without credit every allocation of an ended account comes by here.
  const std::int64_t more = static_cast<std::int64_t>(bytes) + (ended ? 0 : kHeapCreditBytes);
  account.bytes += more;
  place.credit += more;
  if (ended) return true;
  check_heap_limit();
  if (!account.ended.load(std::memory_order_relaxed)) return true;
  account.bytes -= place.credit;
  place.credit = 0;
  if (deny(place, bytes)) return false;
  account.bytes += static_cast<std::int64_t>(bytes);
  place.credit += static_cast<std::int64_t>(bytes);
  return true;
}

void* from_system(std::size_t bytes, std::size_t alignment) {
  return alignment <= sizeof(Head) ? std::malloc(bytes) : std::aligned_alloc(alignment, bytes);  // NOLINT
}

// The system's own limit (ulimit -v, a machine without swap) may come before ours: then the largest account ends, and
// the others wait for what it frees.
void* from_system_in_need(std::size_t bytes, std::size_t alignment) {
  for (int waits = 0; waits < kReleaseWaitsMax; ++waits) {
    const HeapAccount* const mine = heap_place.account;
    if (!is_being_freed() && !end_largest_account()) return nullptr;
    if (mine != nullptr && mine->ended) return nullptr;
    std::this_thread::sleep_for(kReleaseWait);
    if (void* const block = from_system(bytes, alignment)) return block;
  }
  return nullptr;
}

// nullptr: not to be had.
void* allocate(std::size_t bytes, std::size_t alignment) noexcept {
  const std::size_t offset = std::max(alignment, sizeof(Head));
  if (bytes > std::numeric_limits<std::size_t>::max() / 2) return nullptr;
  std::size_t whole = bytes + offset;
  if (alignment > sizeof(Head)) whole = (whole + alignment - 1) / alignment * alignment;
  HeapPlace& place = heap_place;
  if (place.account != nullptr) {
    place.credit -= static_cast<std::int64_t>(whole);
    if (place.credit < 0 && !take_credit(place, whole)) {
      place.credit += static_cast<std::int64_t>(whole);
      return nullptr;
    }
  }
  void* block = from_system(whole, alignment);
  if (block == nullptr) block = from_system_in_need(whole, alignment);
  if (block == nullptr) {
    place.credit += place.account != nullptr ? static_cast<std::int64_t>(whole) : 0;
    return nullptr;
  }
  char* const given = static_cast<char*>(block) + offset;
  new (given - sizeof(Head)) Head{place.account, whole};
  return given;
}

void* allocate_or_throw(std::size_t bytes, std::size_t alignment) {
  void* const given = allocate(bytes, alignment);
  if (given == nullptr) throw std::bad_alloc();
  return given;
}

void release(void* given, std::size_t alignment) noexcept {
  if (given == nullptr) return;
  char* const bytes = static_cast<char*>(given);
  const Head head = *std::launder(reinterpret_cast<Head*>(bytes - sizeof(Head)));
  std::free(bytes - std::max(alignment, sizeof(Head)));  // NOLINT
  if (head.account == nullptr) return;
  const auto freed = static_cast<std::int64_t>(head.bytes);
  HeapPlace& place = heap_place;
  if (place.account != head.account) {
    head.account->bytes.fetch_sub(freed, std::memory_order_relaxed);
    return;
  }
  place.credit += freed;
  if (place.credit <= 2 * kHeapCreditBytes) return;
  head.account->bytes.fetch_sub(place.credit - kHeapCreditBytes, std::memory_order_relaxed);
  place.credit = kHeapCreditBytes;
}

constexpr std::size_t kUsual = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

}  // namespace

void use_counted_new() {}

}  // namespace oomscan::memory

using oomscan::memory::allocate;
using oomscan::memory::allocate_or_throw;
using oomscan::memory::kUsual;
using oomscan::memory::release;

void* operator new(std::size_t bytes) { return allocate_or_throw(bytes, kUsual); }
void* operator new[](std::size_t bytes) { return allocate_or_throw(bytes, kUsual); }
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept { return allocate(bytes, kUsual); }
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept { return allocate(bytes, kUsual); }
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return allocate_or_throw(bytes, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t bytes, std::align_val_t alignment) {
  return allocate_or_throw(bytes, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t bytes, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return allocate(bytes, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t bytes, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return allocate(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* given) noexcept { release(given, kUsual); }
void operator delete[](void* given) noexcept { release(given, kUsual); }
void operator delete(void* given, std::size_t) noexcept { release(given, kUsual); }
void operator delete[](void* given, std::size_t) noexcept { release(given, kUsual); }
void operator delete(void* given, const std::nothrow_t&) noexcept { release(given, kUsual); }
void operator delete[](void* given, const std::nothrow_t&) noexcept { release(given, kUsual); }
void operator delete(void* given, std::align_val_t alignment) noexcept {
  release(given, static_cast<std::size_t>(alignment));
}
void operator delete[](void* given, std::align_val_t alignment) noexcept {
  release(given, static_cast<std::size_t>(alignment));
}
void operator delete(void* given, std::size_t, std::align_val_t alignment) noexcept {
  release(given, static_cast<std::size_t>(alignment));
}
void operator delete[](void* given, std::size_t, std::align_val_t alignment) noexcept {
  release(given, static_cast<std::size_t>(alignment));
}
void operator delete(void* given, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  release(given, static_cast<std::size_t>(alignment));
}
void operator delete[](void* given, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  release(given, static_cast<std::size_t>(alignment));
}
