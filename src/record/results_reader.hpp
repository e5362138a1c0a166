// Result files of earlier runs, as runs to remember: those of this program, and of the script that it replaces. What
// such a file does not tell is not known: never "seen", never "healthy". Pure functions, safe from any thread.
#pragma once

#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"

namespace oomscan::record {

// oom_results.json of any version of this program so far, or the script's JSON (a list of findings with cluster,
// namespace, pod, type, timestamps, sources), or the CSV of either. The same file gives the same run, under the same
// id: the one under which the run was recorded, if it was, else one that is made of its time and content.
// bad_answer: it is none of these, damaged, or of a newer version.
[[nodiscard]] Result<RunRecord> read_results(std::string_view text);

// Gives a cluster of which the file told only a name the id of the one known cluster that goes by it.
void name_clusters(RunRecord& run, const std::vector<HistorySlice::Cluster>& known);

}  // namespace oomscan::record
