// The one way from an Event's decoded parts to an EventObservation: which of its many times and counts is taken.
// Pure, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "oomscan/model/event.hpp"

namespace oomscan::kube {

struct EventParts {
  EventObservation event;  // everything but source_*, count, time, first_time, created_at
  std::string source_component;
  std::string source_host;
  std::string reporting_component;
  std::string reporting_instance;
  std::optional<std::int64_t> count;
  std::optional<std::int64_t> series_count;
  std::optional<Timestamp> series_last_observed_time;
  std::optional<Timestamp> last_timestamp;
  std::optional<Timestamp> event_time;
  std::optional<Timestamp> first_timestamp;
  std::optional<Timestamp> creation_timestamp;
};

[[nodiscard]] EventObservation assemble(EventParts&& parts);

}  // namespace oomscan::kube
