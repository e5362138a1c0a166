// Writes one cluster of a run into the tables. Within a transaction of the caller's.
#pragma once

#include <cstdint>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// `cluster` as the store knows it (its row is `cluster_no`). False: this cluster of this run is there already.
[[nodiscard]] Result<bool> write_cluster(SqlConnection& connection, const RunRecord& run, std::int64_t run_no,
                                         const RecordedCluster& cluster, std::int64_t cluster_no);

}  // namespace oomscan::store
