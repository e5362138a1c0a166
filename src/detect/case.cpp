#include "detect/case.hpp"

#include "detect/container_history.hpp"
#include "detect/event_text.hpp"

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

Case open_case(const PodEvidence& evidence, const JudgingFrame& frame) {
  Case opened{evidence, frame, {}};
  for (const EventObservation& event : evidence.events) {
    if (!is_about_this_pod(event, evidence)) continue;
    if (event.time && !frame.range.contains(*event.time)) continue;
    opened.events.push_back(seen(event, opened.pod()));
  }
  return opened;
}

}  // namespace oomscan::detect
