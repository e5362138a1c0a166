// A run as JSON lines: what `history export` prints, `history import` reads, and an object store keeps. One object a
// line, each with "record" (run, cluster, seen, gap, size, finding) and "run", so that DuckDB, Trino and Athena read
// them as they are. Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"

namespace oomscan::store {

// Lines may be added to, and members to lines; a reader passes over what it does not know.
inline constexpr int kRunLinesVersion = 1;

// The same run gives the same bytes.
[[nodiscard]] std::string run_lines(const RunRecord& run);

// bad_answer: not such lines, cut off, of several runs, or of a newer version. The last line of a whole one says so.
[[nodiscard]] Result<RunRecord> parse_run_lines(std::string_view text);

}  // namespace oomscan::store
