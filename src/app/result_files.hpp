// Where the machine-readable results go.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/options.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/file_store.hpp"

namespace oomscan::app {

// Before the scan, so that minutes of work are not lost at the end: is the output directory there and writable, and
// safe from other users?
[[nodiscard]] Result<void> check_output_dir(const Options& options, FileStore& files);

struct WrittenResults {
  std::vector<std::string> paths;
  std::vector<Error> errors;      // one for each file that could not be written
  std::vector<std::string> kept;  // results of an earlier run that were put aside
};

// Did a run that was interrupted, or saw nothing, make it? Then it says little of the clusters.
[[nodiscard]] bool says_little(const ScanReport& report);

// Writes every format asked for; one that fails does not keep the others from being written. A report that says little
// replaces no other unnoticed: what the last run of more worth wrote is kept beside it, as "oom_results.last-good.json"
// for "oom_results.json", until there is a better one.
[[nodiscard]] WrittenResults write_results(const ScanReport& report, const Options& options, FileStore& files);

}  // namespace oomscan::app
