// Findings of which a file tells only the name, the type and the times. Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::record {

struct BareFinding {
  std::string cluster;
  std::string namespace_name;
  std::string pod;
  std::string type;
  std::vector<std::string> timestamps;  // as they are written; what is no time is passed over
  std::string container{};
};

// A run that knows when something failed and nothing of what was seen: it ended with the newest of the failures.
// bad_answer: a finding without cluster, pod or type, or no time in any of them.
[[nodiscard]] Result<RunRecord> run_of(const std::vector<BareFinding>& findings, std::string_view file);

// CSV with a line of names: those of this program, or of the script that it replaces.
[[nodiscard]] Result<RunRecord> read_results_csv(std::string_view text);

// The same for the same bytes.
[[nodiscard]] std::string run_id_of_file(Timestamp at, std::string_view file);

}  // namespace oomscan::record
