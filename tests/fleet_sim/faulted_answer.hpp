// An answer as a fault leaves it: its status, its body, and how the body is to be sent. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "fleet_sim/answer.hpp"
#include "fleet_sim/faults.hpp"

namespace oomscan::fleet_sim {

// What stands in place of an answer of which a fault's edit did not find its text.
inline constexpr int kFaultMissedStatus = 599;

struct Sending {
  std::int64_t pad_bytes = 0;
  bool endless = false;
  std::int64_t cut_after_bytes = -1;
  std::int64_t drip_bytes = 0;
  int drip_ms = 0;
};

// The query as the faults want it answered.
[[nodiscard]] Query faulted_query(Query query, const std::vector<Fault>& faults);

// The answer that stands in place of the true one; nullopt: the true one is wanted.
[[nodiscard]] std::optional<Answer> instead_of_truth(const Query& query, const std::vector<Fault>& faults);

// Changes body and headers in the order of the faults; says how the body is to be sent.
Sending damage(Answer& answer, const std::vector<Fault>& faults);

}  // namespace oomscan::fleet_sim
