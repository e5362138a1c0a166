// How much memory a run may use if nobody said so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace oomscan::memory {

// Of what a container or `ulimit` allows: the other half is for children, and for what no allocator gives back.
inline constexpr std::int64_t kShareOfAllowance = 2;
// Of the machine's memory, which others use, too.
inline constexpr std::int64_t kShareOfMachine = 4;
// A scan of one cluster needs so much, whatever is allowed.
inline constexpr std::int64_t kDefaultLimitMin = std::int64_t{128} << 20;

struct MemoryAllowances {
  std::optional<std::int64_t> of_cgroup;   // bytes; the tightest of this process' cgroup and those above it
  std::optional<std::int64_t> of_process;  // RLIMIT_AS, RLIMIT_DATA
  std::int64_t machine = 0;                // what the machine has
};
// `root`: where /proc and /sys are ("" on a real machine). Cgroup v2 (memory.max) and v1 (memory.limit_in_bytes).
[[nodiscard]] MemoryAllowances read_memory_allowances(const std::string& root);

// Pure.
[[nodiscard]] std::int64_t default_memory_limit(const MemoryAllowances& allowances);

}  // namespace oomscan::memory
