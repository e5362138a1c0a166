// `new` and `delete` of the whole program, which charge what they give to the thread's HeapAccount.
//
// Counting here, rather than in the places that are known to keep something, is what makes the limit hold for whatever
// is sent: a decoder's scratch space, a tree of JSON, a string that a library grows. What C libraries allocate is not
// counted; libcurl's buffers have sizes of their own.
#pragma once

#include <cstddef>
#include <cstdint>

namespace oomscan::memory {

// An ended account's thread may still have so much in small pieces, to come to its own end. Then it gets nothing, but
// for what it takes to say so.
inline constexpr std::size_t kSmallBytes = 4096;
inline constexpr std::int64_t kAfterTheEndBytesMax = std::int64_t{8} << 20;
inline constexpr std::int64_t kAfterDenialBytesMax = std::int64_t{64} << 10;

// Makes sure that this file is linked.
void use_counted_new();

}  // namespace oomscan::memory
