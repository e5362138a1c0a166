// The janitor's side: what the helper process does between fork and exit.
#pragma once

#include <cstddef>
#include <cstdint>

#include <limits.h>
#include <sys/types.h>

#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::process {

inline constexpr std::size_t kNotePathBytesMax = 1'000;

// One message over the channel (SOCK_SEQPACKET keeps them apart). Only as much of `path` is sent as is used.
struct JanitorNote {
  enum class What : std::uint8_t {
    group_begins,
    group_ended,
    directory_begins,
    directory_ended,
    run_begins,
    run_ended
  };
  What what = What::group_begins;
  pid_t leader = 0;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint32_t path_bytes = 0;
  char path[kNotePathBytesMax] = {};  // run_begins: the mark
};

// Runs in the forked helper until the channel's other end is closed; then cleans up and exits.
[[noreturn]] void do_janitor_duty(UniqueFd channel);

}  // namespace oomscan::process
