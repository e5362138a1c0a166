// A pod in words, as `kubectl describe pod` says it, from its JSON and its Events. Pure.
// Unknown members are passed over, missing ones left out; hostile ones cannot forge a line (see DescriptionText).
// Moments are shown as the cluster gives them: a saved text is read later, when an age says nothing any more.
// Facts: k8s.io/kubectl, pkg/describe; the API's types.
#pragma once

#include <cstddef>
#include <optional>

#include "kube/describe/description_text.hpp"
#include "kube/json/json_tree.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/cluster_reader.hpp"

namespace oomscan::kube {

inline constexpr std::size_t kDescriptionBytesMax = std::size_t{1} << 20;

// `events`: an EventList of this pod, or why there is none.
[[nodiscard]] TextAnswer description_of(const JsonTree& pod, const Result<JsonTree>& events,
                                        std::size_t bytes_max = kDescriptionBytesMax);

// Parts of it.
void describe_containers(DescriptionText& text, const JsonTree& pod);
void describe_volumes(DescriptionText& text, const JsonTree& volumes);
void describe_events(DescriptionText& text, const Result<JsonTree>& events);

}  // namespace oomscan::kube
