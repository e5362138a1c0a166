// The one number that a cron job reads. A contract: see docs/ and --help.
#pragma once

#include "oomscan/model/options.hpp"
#include "oomscan/model/report.hpp"

namespace oomscan::app {

inline constexpr int kExitSeenAll = 0;
inline constexpr int kExitNothingScanned = 1;  // also: the results could not be written
inline constexpr int kExitUsage = 2;
inline constexpr int kExitGaps = 3;
inline constexpr int kExitFindings = 4;
inline constexpr int kExitNotRecorded = 5;  // all else is well, but the history failed
inline constexpr int kExitBug = 70;
inline constexpr int kExitInterrupted = 130;

[[nodiscard]] int exit_code_for(const ScanReport& report, const Options& options);

}  // namespace oomscan::app
