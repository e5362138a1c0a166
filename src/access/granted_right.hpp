// Where a right holds: the cluster's own answers about it.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "access/cluster_probe.hpp"
#include "access/right.hpp"
#include "oomscan/model/checkup.hpp"
#include "oomscan/ports/scheduler.hpp"

namespace oomscan::access {

// So many namespaces are asked about one by one where a right does not hold in all of them.
inline constexpr std::size_t kNamespacesAskedMax = 20;

struct GrantedRight {
  Right right;
  bool everywhere = false;
  // Where it does not hold everywhere: namespaces with a yes, with a no, and without an answer.
  std::vector<std::string> held;
  std::vector<std::string> lacking;
  std::vector<std::string> unclear;
  std::size_t not_asked = 0;   // namespaces beyond the limit
  std::optional<Error> error;  // the first of what came instead of an answer

  // no: it is lacking somewhere.
  [[nodiscard]] Verdict verdict() const;
  [[nodiscard]] bool holds_somewhere() const { return everywhere || !held.empty(); }
};

struct RightQuestions {
  const std::vector<std::string>& namespaces;  // that a scan would read
  std::size_t workers = 1;
};

// Asks about all namespaces at once, then, where that is a no, about each (kNamespacesAskedMax of them at most).
[[nodiscard]] std::vector<GrantedRight> granted_rights(const std::vector<Right>& rights,
                                                       const RightQuestions& questions, ClusterProbe& probe,
                                                       Scheduler& scheduler, std::stop_token stop);

}  // namespace oomscan::access
