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
  std::vector<Error> errors;  // one for each file that could not be written
};

// Writes every format asked for; one that fails does not keep the others from being written.
[[nodiscard]] WrittenResults write_results(const ScanReport& report, const Options& options, FileStore& files);

}  // namespace oomscan::app
