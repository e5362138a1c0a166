#include "detect/case.hpp"

#include <algorithm>
#include <tuple>

#include "detect/reading/event_text.hpp"
#include "detect/reading/runs.hpp"

namespace oomscan::detect {
namespace {

// An earlier pod of the same name has another uid; a mirror pod's Events carry the uid of its static original.
bool is_about_this_pod(const EventObservation& event, const PodEvidence& evidence) {
  if (!is_about_a_pod(event) || event.namespace_name != evidence.namespace_name) return false;
  if (event.involved_uid.empty() || event.involved_uid == evidence.pod_uid) return true;
  return evidence.pod && event.involved_uid == evidence.pod->mirror_uid;
}

SeenEvent seen(const EventObservation& event, const PodObservation* pod) {
  const NamedContainer named = container_named_by(event);
  SeenEvent result{.event = &event, .container = std::string(named.name), .kind = named.kind};
  if (pod == nullptr) return result;
  result.observed = named.name.empty() ? only_container(*pod) : find_container(*pod, named.name);
  if (result.observed != nullptr) {
    result.container = result.observed->name;
    result.kind = result.observed->kind;
  }
  return result;
}

}  // namespace

SeenContainer container_of(const Case& about, const MetricObservation& metric) {
  const ContainerObservation* observed =
      about.pod() == nullptr ? nullptr : find_container(*about.pod(), metric.container);
  if (observed != nullptr) return {observed->kind, observed};
  return {metric.init_container ? ContainerKind::init : ContainerKind::main, nullptr};
}

Case open_case(const PodEvidence& evidence, const JudgingFrame& frame) {
  Case opened{evidence, frame, {}, {}, {}};
  for (const EventObservation& event : evidence.events) {
    if (!is_about_this_pod(event, evidence)) continue;
    const bool inside = !event.time || frame.range.contains(*event.time);
    if (!inside && *event.time > frame.range.from) continue;
    (inside ? opened.events : opened.earlier_events).push_back(seen(event, opened.pod()));
  }
  for (const MetricObservation& metric : evidence.metrics) opened.metrics.push_back(&metric);
  std::sort(opened.metrics.begin(), opened.metrics.end(), [](const MetricObservation* a, const MetricObservation* b) {
    const auto key = [](const MetricObservation& m) {
      return std::tie(m.container, m.fact, m.times, m.late_max, m.detail, m.pod_uid, m.node, m.init_container);
    };
    return key(*a) < key(*b);
  });
  return opened;
}

}  // namespace oomscan::detect
