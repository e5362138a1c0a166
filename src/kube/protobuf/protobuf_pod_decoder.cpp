// PodList pages in protobuf. Field numbers: k8s.io/api/core/v1/generated.proto and
// k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto; numbers are never given twice.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kube/list/list_decoder.hpp"
#include "kube/list/pod_assembly.hpp"
#include "kube/protobuf/protobuf_container_decoder.hpp"
#include "kube/protobuf/protobuf_page.hpp"
#include "kube/protobuf/protobuf_walk.hpp"

namespace oomscan::kube {
namespace {

namespace pod {
enum : std::uint32_t { kMetadata = 1, kSpec = 2, kStatus = 3 };
}
namespace object_meta {
enum : std::uint32_t {
  kName = 1,
  kNamespace = 3,
  kUid = 5,
  kCreationTimestamp = 8,
  kDeletionTimestamp = 9,
  kDeletionGracePeriodSeconds = 10,
  kLabels = 11,
  kAnnotations = 12,
  kOwnerReferences = 13,
};
}
namespace owner_reference {
enum : std::uint32_t { kKind = 1, kName = 3, kUid = 4, kController = 6 };
}
namespace pod_spec {
enum : std::uint32_t {
  kContainers = 2,
  kRestartPolicy = 3,
  kNodeName = 10,
  kInitContainers = 20,
  kEphemeralContainers = 34,
  kResources = 40,
};
}
namespace pod_status {
enum : std::uint32_t {
  kPhase = 1,
  kConditions = 2,
  kMessage = 3,
  kReason = 4,
  kStartTime = 7,
  kContainerStatuses = 8,
  kInitContainerStatuses = 10,
  kEphemeralContainerStatuses = 13,
  kResources = 20,  // since 1.35, beside allocatedResources = 19, which is what was promised
};
}
namespace pod_condition {
enum : std::uint32_t { kType = 1, kStatus = 2, kLastTransitionTime = 4, kReason = 5 };
}

void read_kept(const Field& field, WireWalk& walk, bool (*is_kept)(std::string_view),
               std::map<std::string, std::string>& into) {
  const MapEntry entry = map_entry(field, walk);
  if (is_kept(entry.key)) read(entry.value, walk, into[std::string(entry.key)]);
}

void read_owner(const Field& message, WireWalk& walk, OwnerReference& into) {
  each_field(bytes_of(message, walk), walk, [&](const Field& field) {
    switch (field.number) {
      case owner_reference::kKind:
        return read(field, walk, into.kind);
      case owner_reference::kName:
        return read(field, walk, into.name);
      case owner_reference::kUid:
        return read(field, walk, into.uid);
      case owner_reference::kController:
        return read(field, walk, into.controller);
      default:
        break;
    }
  });
}

void read_metadata(const Field& message, WireWalk& walk, PodObservation& into) {
  each_field(bytes_of(message, walk), walk, [&](const Field& field) {
    switch (field.number) {
      case object_meta::kName:
        return read(field, walk, into.name);
      case object_meta::kNamespace:
        return read(field, walk, into.namespace_name);
      case object_meta::kUid:
        return read(field, walk, into.uid);
      case object_meta::kCreationTimestamp:
        return read(field, walk, into.created_at);
      case object_meta::kDeletionTimestamp:
        return read(field, walk, into.deletion_timestamp);
      case object_meta::kDeletionGracePeriodSeconds: {
        std::int64_t seconds = 0;
        read(field, walk, seconds);
        into.deletion_grace = Seconds{seconds};
        break;
      }
      case object_meta::kLabels:
        return read_kept(field, walk, is_kept_label, into.labels);
      case object_meta::kAnnotations:
        return read_kept(field, walk, is_kept_annotation, into.annotations);
      case object_meta::kOwnerReferences:
        return read_owner(field, walk, into.owners.emplace_back());
      default:
        break;
    }
  });
}

void keep_named(ContainerSpec&& spec, std::vector<ContainerSpec>& into) {
  if (!spec.name.empty()) into.push_back(std::move(spec));
}

void read_spec(const Field& message, WireWalk& walk, PodParts& parts) {
  each_field(bytes_of(message, walk), walk, [&](const Field& field) {
    switch (field.number) {
      case pod_spec::kNodeName:
        return read(field, walk, parts.pod.node);
      case pod_spec::kRestartPolicy:
        return read(field, walk, parts.pod.restart_policy);
      case pod_spec::kResources:
        parts.spec_resources = pod_resources(field, walk);
        break;
      case pod_spec::kContainers:
        return keep_named(container_spec(bytes_of(field, walk), walk), parts.main.specs);
      case pod_spec::kInitContainers:
        return keep_named(container_spec(bytes_of(field, walk), walk), parts.init.specs);
      case pod_spec::kEphemeralContainers:
        return keep_named(ephemeral_container_spec(bytes_of(field, walk), walk), parts.ephemeral.specs);
      default:
        break;
    }
  });
}

void read_condition(const Field& message, WireWalk& walk, PodObservation& into) {
  bool is_disruption = false;
  bool is_true = false;
  Field reason;
  reason.wire = Wire::bytes;
  std::optional<Timestamp> since;
  each_field(bytes_of(message, walk), walk, [&](const Field& field) {
    if (field.number == pod_condition::kType) is_disruption = bytes_of(field, walk) == "DisruptionTarget";
    if (field.number == pod_condition::kStatus) is_true = bytes_of(field, walk) == "True";
    if (field.number == pod_condition::kReason) reason = field;
    if (field.number == pod_condition::kLastTransitionTime) read(field, walk, since);
  });
  if (!is_disruption || !is_true) return;
  read(reason, walk, into.disruption_reason);
  into.disrupted_at = since;
}

void read_container_status(const Field& field, WireWalk& walk, std::vector<ContainerStatus>& into) {
  ContainerStatus status = container_status(bytes_of(field, walk), walk);
  if (!status.name.empty()) into.push_back(std::move(status));
}

void read_status(const Field& message, WireWalk& walk, PodParts& parts) {
  each_field(bytes_of(message, walk), walk, [&](const Field& field) {
    switch (field.number) {
      case pod_status::kPhase:
        return read(field, walk, parts.pod.phase);
      case pod_status::kReason:
        return read(field, walk, parts.pod.reason);
      case pod_status::kMessage:
        return read(field, walk, parts.pod.message);
      case pod_status::kStartTime:
        return read(field, walk, parts.pod.started_at);
      case pod_status::kConditions:
        return read_condition(field, walk, parts.pod);
      case pod_status::kResources:
        parts.status_resources = pod_resources(field, walk);
        break;
      case pod_status::kContainerStatuses:
        return read_container_status(field, walk, parts.main.statuses);
      case pod_status::kInitContainerStatuses:
        return read_container_status(field, walk, parts.init.statuses);
      case pod_status::kEphemeralContainerStatuses:
        return read_container_status(field, walk, parts.ephemeral.statuses);
      default:
        break;
    }
  });
}

bool read_pod(std::string_view item, WireWalk& walk, const std::function<void(PodObservation&&)>& receive) {
  PodParts parts;
  each_field(item, walk, [&](const Field& field) {
    if (field.number == pod::kMetadata) read_metadata(field, walk, parts.pod);
    if (field.number == pod::kSpec) read_spec(field, walk, parts);
    if (field.number == pod::kStatus) read_status(field, walk, parts);
  });
  if (walk.broken || !is_possible(parts)) return false;
  receive(assemble(std::move(parts)));
  return true;
}

}  // namespace

std::unique_ptr<ListDecoder<PodObservation>> make_protobuf_pod_decoder() {
  return std::make_unique<ProtobufListDecoder<PodObservation>>("PodList", read_pod);
}

}  // namespace oomscan::kube
