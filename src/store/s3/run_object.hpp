// Objects of an object store: a part of a run each, as JSON lines under zstd, named by time, run and content, so that
// DuckDB, Trino and Athena read them as they are. Pure functions, safe from any thread.
//   runs/v1/date=2025-11-24/20251124T160000Z-0000000000000001.3f2a…(16 digits).json.zst
//   the same with .pruned.json.zst: without what `prune` removes
#pragma once

#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"

namespace oomscan::store {

inline constexpr std::string_view kRunObjects = "runs/v1/";
// Of one run, unpacked: a bomb ends here.
inline constexpr std::size_t kRunBytesMax = std::size_t{256} << 20;

struct RunObject {
  std::string name;   // behind the prefix
  std::string bytes;  // the same run gives the same
};

[[nodiscard]] RunObject run_object(const RunRecord& run);
// What takes the place of the object `name` when it is pruned.
[[nodiscard]] RunObject pruned_object(std::string_view name, const RunRecord& run);
// bad_answer: damaged, cut off, too large, or of a newer version of the program.
[[nodiscard]] Result<RunRecord> read_run_object(std::string_view bytes, std::size_t unpacked_max = kRunBytesMax);

[[nodiscard]] bool is_run_object(std::string_view name);
[[nodiscard]] bool is_pruned(std::string_view name);
// Where the part stands that `name` is of, whether pruned or not: the same for both. Sorts by time, as ids do.
[[nodiscard]] std::string part_of(std::string_view name);
// Of a pruned object: the one whose place it took.
[[nodiscard]] std::string name_before_pruning(std::string_view name);
// The run's id, as it stands in the name.
[[nodiscard]] std::string run_of(std::string_view name);

}  // namespace oomscan::store
