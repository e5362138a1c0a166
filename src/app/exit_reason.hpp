// Why the exit code of a scan is not 0, in one line: what a cron job's mail is about.
#pragma once

#include <string>

#include "oomscan/model/report.hpp"

namespace oomscan::app {

// "exit code 3: not everything was seen: 'a' (pods: not allowed (403)) and 2 more clusters". Safe to print.
[[nodiscard]] std::string exit_reason(int code, const ScanReport& report);

}  // namespace oomscan::app
