// "May I?": the answer to `kubectl auth can-i`, asked in JSON or (newer clients) in protobuf. Thread-safe.
#pragma once

#include "fleet_sim/answer.hpp"

namespace oomscan::fleet_sim {

inline constexpr char kAccessReviewPath[] = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

[[nodiscard]] Answer review_access(const Query& query);

}  // namespace oomscan::fleet_sim
