// Which application and component a pod's labels name; the first label that is there and not empty counts.
// Pure functions, safe from any thread.
#pragma once

#include <string>

#include "oomscan/model/pod.hpp"

namespace oomscan::detect {

// app.kubernetes.io/part-of (the larger whole, by the recommended labels), appstudio.openshift.io/application,
// app.kubernetes.io/name, app.
[[nodiscard]] std::string application_of(const PodObservation& pod);

// app.kubernetes.io/component, appstudio.openshift.io/component, tekton.dev/pipelineTask: from what people set on
// purpose to what a pipeline sets by itself.
[[nodiscard]] std::string component_of(const PodObservation& pod);

}  // namespace oomscan::detect
