#include "detect/rules/image_pull_waiting.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/event_text.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

bool waits_for_image(const ContainerObservation& container) {
  return container.waiting && is_image_failure(container.waiting->reason);
}

bool pod_may_matter(const PodObservation& pod) {
  return std::any_of(pod.containers.begin(), pod.containers.end(), waits_for_image);
}

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return verdicts;
  for (const ContainerObservation& container : pod->containers) {
    if (!waits_for_image(container)) continue;
    Verdict verdict{.container = container.name,
                    .kind = container.kind,
                    .confidence = Confidence::confirmed,
                    .holds_now = true,
                    .cause = std::string(kCauseImagePull)};
    const std::string message = printable(container.waiting->message, kForeignTextBytesMax);
    verdict.evidence.push_back(
        {Source::oc_get_pods, std::nullopt,
         fmt::format("state.waiting {}{}{}", container.waiting->reason, message.empty() ? "" : ": ", message)});
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

constinit const Rule kImagePullWaiting{pod_may_matter, nullptr, judge};

}  // namespace oomscan::detect
