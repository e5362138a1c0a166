// Writes a run's parts into the tables. Within a transaction of the caller's.
#pragma once

#include <cstdint>
#include <vector>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// A cluster of a run, as it was added.
struct WrittenCluster {
  std::int64_t cluster_no = 0;
  RecordedCluster cluster;  // under the id and the fingerprints that it has in the store; findings without moments
  bool late = false;        // a run that is newer had this cluster already
};

// Adds the clusters of `run` that are not recorded under its id yet.
[[nodiscard]] Result<std::vector<WrittenCluster>> write_run(SqlConnection& connection, const RunRecord& run);

}  // namespace oomscan::store
