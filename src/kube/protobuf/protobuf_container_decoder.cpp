// Field numbers: k8s.io/api/core/v1/generated.proto.
#include "kube/protobuf/protobuf_container_decoder.hpp"

#include <cstdint>
#include <optional>

namespace oomscan::kube {
namespace {

namespace container {
enum : std::uint32_t { kName = 1, kImage = 2, kResources = 8, kRestartPolicy = 24, kRestartPolicyRules = 25 };
}
namespace restart_rule {
enum : std::uint32_t { kAction = 1, kExitCodes = 2 };
}
namespace restart_rule_codes {
enum : std::uint32_t { kOperator = 1, kValues = 2 };
}
namespace ephemeral_container {
enum : std::uint32_t { kCommon = 1 };
}
namespace resource_requirements {
enum : std::uint32_t { kLimits = 1, kRequests = 2 };
}
namespace status {
enum : std::uint32_t {
  kName = 1,
  kState = 2,
  kLastState = 3,
  kReady = 4,
  kRestartCount = 5,
  kImage = 6,
  kResources = 11,
};
}
namespace state {
enum : std::uint32_t { kWaiting = 1, kRunning = 2, kTerminated = 3 };
}
namespace waiting {
enum : std::uint32_t { kReason = 1, kMessage = 2 };
}
namespace running {
enum : std::uint32_t { kStartedAt = 1 };
}
namespace terminated {
enum : std::uint32_t {
  kExitCode = 1,
  kSignal = 2,
  kReason = 3,
  kMessage = 4,
  kStartedAt = 5,
  kFinishedAt = 6,
  kContainerId = 7,
};
}

void read_memory(const Field& entry_field, WireWalk& walk, std::optional<std::int64_t>& into) {
  const MapEntry entry = map_entry(entry_field, walk);
  if (entry.key == "memory") read_bytes(entry.value, walk, into);
}

template <class Container>
void read_resources(const Field& resources, WireWalk& walk, Container& into) {
  each_field(bytes_of(resources, walk), walk, [&](const Field& field) {
    if (field.number == resource_requirements::kLimits) read_memory(field, walk, into.memory_limit_bytes);
    if (field.number == resource_requirements::kRequests) read_memory(field, walk, into.memory_request_bytes);
  });
}

void read_rule_codes(const Field& message, WireWalk& walk, RestartRule& into) {
  each_field(bytes_of(message, walk), walk, [&](const Field& field) {
    if (field.number == restart_rule_codes::kOperator) into.for_codes_given = bytes_of(field, walk) != "NotIn";
    if (field.number == restart_rule_codes::kValues) read(field, walk, into.exit_codes.emplace_back());
  });
}

void read_rule(const Field& message, WireWalk& walk, RestartRule& into) {
  each_field(bytes_of(message, walk), walk, [&](const Field& field) {
    if (field.number == restart_rule::kAction) read(field, walk, into.action);
    if (field.number == restart_rule::kExitCodes) read_rule_codes(field, walk, into);
  });
}

void read_waiting(const Field& message, WireWalk& walk, Waiting& into) {
  each_field(bytes_of(message, walk), walk, [&](const Field& field) {
    if (field.number == waiting::kReason) read(field, walk, into.reason);
    if (field.number == waiting::kMessage) read(field, walk, into.message);
  });
}

void read_terminated(const Field& message, WireWalk& walk, Termination& into) {
  each_field(bytes_of(message, walk), walk, [&](const Field& field) {
    switch (field.number) {
      case terminated::kExitCode:
        return read(field, walk, into.exit_code);
      case terminated::kSignal:
        return read(field, walk, into.signal);
      case terminated::kReason:
        return read(field, walk, into.reason);
      case terminated::kMessage:
        return read(field, walk, into.message);
      case terminated::kStartedAt:
        return read(field, walk, into.started_at);
      case terminated::kFinishedAt:
        return read(field, walk, into.finished_at);
      case terminated::kContainerId:
        into.has_container_id = !bytes_of(field, walk).empty();
        break;
      default:
        break;
    }
  });
}

void read_state(const Field& message, WireWalk& walk, ContainerStatus& into) {
  each_field(bytes_of(message, walk), walk, [&](const Field& field) {
    if (field.number == state::kWaiting) {
      read_waiting(field, walk, into.waiting.emplace());
    } else if (field.number == state::kTerminated) {
      read_terminated(field, walk, into.terminated.emplace());
    } else if (field.number == state::kRunning) {
      into.running = true;
      each_field(bytes_of(field, walk), walk, [&](const Field& part) {
        if (part.number == running::kStartedAt) read(part, walk, into.running_since);
      });
    }
  });
}

}  // namespace

ContainerSpec container_spec(std::string_view message, WireWalk& walk) {
  ContainerSpec spec;
  each_field(message, walk, [&](const Field& field) {
    switch (field.number) {
      case container::kName:
        return read(field, walk, spec.name);
      case container::kImage:
        return read(field, walk, spec.image);
      case container::kResources:
        return read_resources(field, walk, spec);
      case container::kRestartPolicy:
        return read(field, walk, spec.restart_policy);
      case container::kRestartPolicyRules:
        return read_rule(field, walk, spec.restart_rules.emplace_back());
      default:
        break;
    }
  });
  return spec;
}

ContainerSpec ephemeral_container_spec(std::string_view message, WireWalk& walk) {
  ContainerSpec spec;
  each_field(message, walk, [&](const Field& field) {
    if (field.number == ephemeral_container::kCommon) spec = container_spec(bytes_of(field, walk), walk);
  });
  return spec;
}

PodResources pod_resources(const Field& message, WireWalk& walk) {
  PodResources resources;
  read_resources(message, walk, resources);
  return resources;
}

ContainerStatus container_status(std::string_view message, WireWalk& walk) {
  ContainerStatus into;
  each_field(message, walk, [&](const Field& field) {
    switch (field.number) {
      case status::kName:
        return read(field, walk, into.name);
      case status::kImage:
        return read(field, walk, into.image);
      case status::kReady:
        return read(field, walk, into.ready);
      case status::kRestartCount:
        return read(field, walk, into.restart_count);
      case status::kState:
        return read_state(field, walk, into);
      case status::kLastState:
        each_field(bytes_of(field, walk), walk, [&](const Field& part) {
          if (part.number == state::kTerminated) read_terminated(part, walk, into.last_terminated.emplace());
        });
        break;
      case status::kResources:
        return read_resources(field, walk, into);
      default:
        break;
    }
  });
  return into;
}

}  // namespace oomscan::kube
