// The only things that are sent as a write without anybody's leave: questions about the session's own user, which the
// API wants to be "created" and does not keep.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/ports/write_api.hpp"

namespace oomscan::kube {

inline constexpr std::string_view kAccessReviewPath = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
inline constexpr std::string_view kUserReviewPath = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

[[nodiscard]] inline std::vector<AllowedWrite> own_reviews() {
  return {{WriteVerb::create, std::string(kAccessReviewPath)}, {WriteVerb::create, std::string(kUserReviewPath)}};
}

}  // namespace oomscan::kube
