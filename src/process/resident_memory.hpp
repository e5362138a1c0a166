// How much memory a child really uses, with all that it has started: RLIMIT_AS would count what a Go program only
// reserves, and a cgroup of our own needs rights that a user seldom has.
#pragma once

#include <cstddef>

#include <sys/types.h>

namespace oomscan::process {

// Resident bytes of the process and its descendants, at most kProcessesCountedMax of them; shared pages count for each.
// 0: it has ended, or /proc cannot be read. Source: proc(5), /proc/PID/statm and /proc/PID/task/TID/children.
[[nodiscard]] std::size_t resident_bytes_of_tree(pid_t pid);

inline constexpr int kProcessesCountedMax = 64;

}  // namespace oomscan::process
