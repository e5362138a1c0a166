#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/runs.hpp"
#include "detect/rules/rules.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

bool waits_for_image(const ContainerObservation& container) {
  return container.waiting && is_image_failure(container.waiting->reason);
}

bool pod_may_matter(const PodObservation& pod) {
  return std::any_of(pod.containers.begin(), pod.containers.end(), waits_for_image);
}

Claims judge(const Case& about) {
  Claims claims;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return claims;
  for (const ContainerObservation& container : pod->containers) {
    if (!waits_for_image(container)) continue;
    Claim claim{.container = container.name,
                .kind = container.kind,
                .confidence = Confidence::confirmed,
                .holds_now = true,
                .cause = std::string(kCauseImagePull)};
    const std::string message = printable(container.waiting->message, kForeignTextBytesMax);
    claim.evidence.push_back(
        {Source::oc_get_pods, std::nullopt,
         fmt::format("state.waiting {}{}{}", container.waiting->reason, message.empty() ? "" : ": ", message)});
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kImagePullWaiting{
    .name = "waiting for an image",
    .looks_at = "state.waiting of each container",
    .pod_may_matter = pod_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
