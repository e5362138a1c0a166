// Rows of subjects, when a cluster that was known by its address becomes known by its uid.
#pragma once

#include <cstdint>
#include <string>

#include "oomscan/model/history.hpp"
#include "oomscan/model/result.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// As fingerprint_of(Finding). `pod` stands for the workload where that has no name.
[[nodiscard]] std::string fingerprint_of(const Subject& subject, const std::string& pod);

// Everything of the cluster `from` under the cluster `to`, whose id is `id`. What is one container of one workload
// there becomes one subject; the others get the fingerprints that they have under this id.
[[nodiscard]] Result<void> move_subjects(SqlConnection& connection, std::int64_t from, std::int64_t to,
                                         const std::string& id);

}  // namespace oomscan::store
