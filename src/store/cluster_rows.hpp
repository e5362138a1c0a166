// Rows of clusters: found by their identity, and joined when a better one becomes known.
#pragma once

#include <cstdint>
#include <string>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "oomscan/model/time.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

struct ClusterRow {
  std::int64_t number = 0;
  std::string id;  // its uid where any run knew it
};

// The cluster's row; added if it is not there. A cluster that one run knew by its server's address alone, and another,
// before or after it, by its uid, is one: what is remembered of it stands under the uid. Names follow the newest run.
[[nodiscard]] Result<ClusterRow> cluster_row(SqlConnection& connection, const RecordedCluster& cluster,
                                             Timestamp finished_at);

}  // namespace oomscan::store
