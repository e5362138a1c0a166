#include "kube/list/event_assembly.hpp"

#include <utility>

namespace oomscan::kube {

EventObservation assemble(EventParts&& parts) {
  EventObservation event = std::move(parts.event);
  event.source_component =
      parts.source_component.empty() ? std::move(parts.reporting_component) : std::move(parts.source_component);
  event.source_host = parts.source_host.empty() ? std::move(parts.reporting_instance) : std::move(parts.source_host);
  event.count = parts.series_count ? *parts.series_count : parts.count.value_or(1);
  if (event.count < 1) event.count = 1;  // eventTime-only Events leave count at 0
  // nullopt is less than any time.
  event.time = parts.series_last_observed_time;
  for (const auto& time : {parts.last_timestamp, parts.event_time, parts.first_timestamp}) {
    if (event.time < time) event.time = time;
  }
  if (!event.time) event.time = parts.creation_timestamp;
  event.first_time = parts.first_timestamp ? parts.first_timestamp : parts.event_time;
  event.created_at = parts.creation_timestamp;
  return event;
}

}  // namespace oomscan::kube
