#include "detect/reading/application.hpp"

#include <initializer_list>

namespace oomscan::detect {
namespace {

std::string first_label(const PodObservation& pod, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = pod.labels.find(name);
    if (found != pod.labels.end() && !found->second.empty()) return found->second;
  }
  return {};
}

}  // namespace

std::string application_of(const PodObservation& pod) {
  return first_label(
      pod, {"app.kubernetes.io/part-of", "appstudio.openshift.io/application", "app.kubernetes.io/name", "app"});
}

std::string component_of(const PodObservation& pod) {
  return first_label(pod,
                     {"app.kubernetes.io/component", "appstudio.openshift.io/component", "tekton.dev/pipelineTask"});
}

}  // namespace oomscan::detect
