// Field numbers: k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto.
#include "kube/protobuf/protobuf_status.hpp"

#include <chrono>
#include <cstdint>

#include "kube/protobuf/protobuf_envelope.hpp"
#include "kube/protobuf/protobuf_walk.hpp"

namespace oomscan::kube {
namespace {

namespace status_fields {
enum : std::uint32_t { kMessage = 3, kReason = 4, kDetails = 5, kCode = 6 };
}
namespace status_details {
enum : std::uint32_t { kRetryAfterSeconds = 5 };
}

}  // namespace

std::optional<ServerStatus> parse_protobuf_status(std::string_view body) {
  const auto envelope = open_envelope(body);
  if (!envelope || envelope->kind != "Status") return std::nullopt;
  WireWalk walk;
  ServerStatus status;
  each_field(envelope->object, walk, [&](const Field& field) {
    switch (field.number) {
      case status_fields::kMessage:
        return read(field, walk, status.message);
      case status_fields::kReason:
        return read(field, walk, status.reason);
      case status_fields::kDetails:
        each_field(bytes_of(field, walk), walk, [&](const Field& part) {
          if (part.number != status_details::kRetryAfterSeconds) return;
          int seconds = 0;
          read(part, walk, seconds);
          if (seconds > 0) status.retry_after = std::chrono::seconds{seconds};
        });
        break;
      case status_fields::kCode: {
        std::int64_t code = 0;
        read(field, walk, code);
        if (is_http_status(code)) status.code = static_cast<int>(code);
        break;
      }
      default:
        break;
    }
  });
  if (walk.broken) return std::nullopt;
  return status;
}

}  // namespace oomscan::kube
