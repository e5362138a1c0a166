// The limit of what all accounts together may keep, and the choice of who has to end when there is more.
// Invariant: nothing here allocates or takes a lock that is held while something allocates: it is called from `new`.
#pragma once

#include <cstddef>
#include <cstdint>

#include "oomscan/posix/heap_account.hpp"

namespace oomscan::memory {

// 0: no limit. Process-wide; thread-safe.
void set_heap_limit(std::int64_t bytes);

// Known to the limit from now on, for ever. nullptr: out of memory.
[[nodiscard]] HeapAccount* new_heap_account();

// Of all accounts but those that are ended: what these still have is on its way out.
[[nodiscard]] std::int64_t heap_bytes_in_use();

// Ends the account that works and has the most. False: nobody is left to end.
bool end_largest_account();

// Somebody was ended and is not done yet: what it has will be free soon.
[[nodiscard]] bool is_being_freed();

// Called when an account took more: ends the largest if that is more than the limit.
void check_heap_limit();

// Changes whenever an account is ended. Blocks until it is another than `seen`, which is then returned.
[[nodiscard]] std::uint32_t wait_for_ends(std::uint32_t seen);
// Wakes who waits, without an end.
void wake_waiters();

}  // namespace oomscan::memory
