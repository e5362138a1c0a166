// Why a container fails, in the short and stable words of the product. Pure functions, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "detect/case.hpp"
#include "oomscan/model/cause.hpp"
#include "oomscan/model/finding.hpp"

namespace oomscan::detect {

// Could not be started because the memory limit does not even hold its first process.
[[nodiscard]] bool is_start_oom(const Termination& termination);

struct LoopCause {
  std::string cause;
  std::optional<int> exit_code;    // of the newest run
  std::vector<Evidence> evidence;  // what the cause rests on, where that is not the newest run itself
};
// Why the container of this name loops: its newest run if that was an OOM kill or never started; else a probe for which
// it was killed at any time that Events tell of (the kubelet's spam filter starves those Events); else the exit code.
[[nodiscard]] LoopCause loop_cause(const Case& about, std::string_view container);

}  // namespace oomscan::detect
