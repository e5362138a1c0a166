// Rows of clusters: found by their identity, and joined when a better one becomes known.
#pragma once

#include <cstdint>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "oomscan/model/time.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// Number of the cluster's row; added if it is not there. A cluster that was known by its server's address alone, and
// now by its uid, is one: what is remembered of it goes on under the uid. Names follow the newest run.
[[nodiscard]] Result<std::int64_t> cluster_number(SqlConnection& connection, const RecordedCluster& cluster,
                                                  Timestamp finished_at);

}  // namespace oomscan::store
