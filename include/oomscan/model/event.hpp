// One core/v1 Event (events.k8s.io/v1 has the same object under other names), as read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "oomscan/model/time.hpp"

namespace oomscan {

// Where what is about no namespaced object goes: the kubelet's and detectors' Events about Nodes. Such an Event
// anywhere else is somebody's invention.
inline constexpr std::string_view kNodeEventsNamespace = "default";

struct EventObservation {
  std::string namespace_name;  // metadata.namespace
  std::string involved_kind;
  std::string involved_namespace;
  std::string involved_name;
  std::string involved_uid;  // empty: match by name
  std::string field_path;    // "spec.containers{app}"
  std::string type;          // Normal, Warning
  std::string reason;        // BackOff, Killing, Failed, ...
  std::string message;
  std::string source_component;  // source.component, else reportingComponent
  std::string source_host;       // source.host, else reportingInstance: the node, for the kubelet's Events
  std::int64_t count = 1;        // occurrences: series.count, else count; not a number of crashes
  // The newest non-null of series.lastObservedTime, lastTimestamp, eventTime, firstTimestamp;
  // metadata.creationTimestamp only if all are null.
  std::optional<Timestamp> time;
  std::optional<Timestamp> first_time;  // firstTimestamp, else eventTime
  // metadata.creationTimestamp: when the server got it. The other times are what its sender says.
  std::optional<Timestamp> created_at{};

  friend bool operator==(const EventObservation&, const EventObservation&) = default;
};

}  // namespace oomscan
