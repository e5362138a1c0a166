// The recorded runs of one cluster, judged one after the other. Within a transaction of the caller's.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "oomscan/model/incident.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

using Ledger = std::map<std::string, Incident>;  // by fingerprint

[[nodiscard]] std::vector<Incident> values_of(const Ledger& ledger);

struct RunsBetween {
  std::string from;   // id of the first; empty: the first of all
  std::string until;  // not this one, nor those after it
};

// From the incidents in `ledger`, which were before `runs`, to those after them. Failures are not counted
// (count_failures); resolutions are remembered.
[[nodiscard]] Result<void> replay_runs(SqlConnection& connection, std::int64_t cluster_no, const RunsBetween& runs,
                                       const IncidentJudge& judge, Ledger& ledger);

}  // namespace oomscan::store
