// EventList pages in protobuf. Field numbers: k8s.io/api/core/v1/generated.proto and
// k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto; numbers are never given twice.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "kube/list/event_assembly.hpp"
#include "kube/list/list_decoder.hpp"
#include "kube/protobuf/protobuf_page.hpp"
#include "kube/protobuf/protobuf_walk.hpp"

namespace oomscan::kube {
namespace {

namespace object_meta {
enum : std::uint32_t { kName = 1, kNamespace = 3, kCreationTimestamp = 8 };
}
namespace object_reference {
enum : std::uint32_t { kKind = 1, kNamespace = 2, kName = 3, kUid = 4, kFieldPath = 7 };
}
namespace event_source {
enum : std::uint32_t { kComponent = 1, kHost = 2 };
}
namespace event_series {
enum : std::uint32_t { kCount = 1, kLastObservedTime = 2 };
}
namespace event {
enum : std::uint32_t {
  kMetadata = 1,
  kInvolvedObject = 2,
  kReason = 3,
  kMessage = 4,
  kSource = 5,
  kFirstTimestamp = 6,
  kLastTimestamp = 7,
  kCount = 8,
  kType = 9,
  kEventTime = 10,
  kSeries = 11,
  kReportingComponent = 14,
  kReportingInstance = 15,
};
}

// True: it has a name.
bool read_metadata(std::string_view message, WireWalk& walk, EventParts& parts) {
  bool named = false;
  each_field(message, walk, [&](const Field& field) {
    switch (field.number) {
      case object_meta::kName:
        named = !bytes_of(field, walk).empty();
        break;
      case object_meta::kNamespace:
        return read(field, walk, parts.event.namespace_name);
      case object_meta::kCreationTimestamp:
        return read(field, walk, parts.creation_timestamp);
      default:
        break;
    }
  });
  return named;
}

void read_involved(std::string_view message, WireWalk& walk, EventObservation& into) {
  each_field(message, walk, [&](const Field& field) {
    switch (field.number) {
      case object_reference::kKind:
        return read(field, walk, into.involved_kind);
      case object_reference::kNamespace:
        return read(field, walk, into.involved_namespace);
      case object_reference::kName:
        return read(field, walk, into.involved_name);
      case object_reference::kUid:
        return read(field, walk, into.involved_uid);
      case object_reference::kFieldPath:
        return read(field, walk, into.field_path);
      default:
        break;
    }
  });
}

void read_source(std::string_view message, WireWalk& walk, EventParts& parts) {
  each_field(message, walk, [&](const Field& field) {
    if (field.number == event_source::kComponent) read(field, walk, parts.source_component);
    if (field.number == event_source::kHost) read(field, walk, parts.source_host);
  });
}

void read_series(std::string_view message, WireWalk& walk, EventParts& parts) {
  each_field(message, walk, [&](const Field& field) {
    if (field.number == event_series::kCount) read(field, walk, parts.series_count);
    if (field.number == event_series::kLastObservedTime) read(field, walk, parts.series_last_observed_time);
  });
}

void read_field(const Field& field, WireWalk& walk, EventParts& parts, bool& named) {
  switch (field.number) {
    case event::kMetadata:
      named = read_metadata(bytes_of(field, walk), walk, parts);
      break;
    case event::kInvolvedObject:
      return read_involved(bytes_of(field, walk), walk, parts.event);
    case event::kReason:
      return read(field, walk, parts.event.reason);
    case event::kMessage:
      return read(field, walk, parts.event.message);
    case event::kSource:
      return read_source(bytes_of(field, walk), walk, parts);
    case event::kFirstTimestamp:
      return read(field, walk, parts.first_timestamp);
    case event::kLastTimestamp:
      return read(field, walk, parts.last_timestamp);
    case event::kCount:
      return read(field, walk, parts.count);
    case event::kType:
      return read(field, walk, parts.event.type);
    case event::kEventTime:
      return read(field, walk, parts.event_time);
    case event::kSeries:
      return read_series(bytes_of(field, walk), walk, parts);
    case event::kReportingComponent:
      return read(field, walk, parts.reporting_component);
    case event::kReportingInstance:
      return read(field, walk, parts.reporting_instance);
    default:
      break;
  }
}

bool read_event(std::string_view item, WireWalk& walk, const std::function<void(EventObservation&&)>& receive) {
  EventParts parts;
  bool named = false;
  each_field(item, walk, [&](const Field& field) { read_field(field, walk, parts, named); });
  if (walk.broken || !named) return false;
  receive(assemble(std::move(parts)));
  return true;
}

}  // namespace

std::unique_ptr<ListDecoder<EventObservation>> make_protobuf_event_decoder() {
  return std::make_unique<ProtobufListDecoder<EventObservation>>("EventList", read_event);
}

}  // namespace oomscan::kube
