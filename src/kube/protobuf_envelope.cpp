#include "kube/protobuf_envelope.hpp"

#include "kube/media_type.hpp"
#include "kube/protobuf_walk.hpp"

namespace oomscan::kube {
namespace {

enum : std::uint32_t { kTypeMeta = 1, kRaw = 2, kContentEncoding = 3, kContentType = 4 };  // runtime.Unknown
enum : std::uint32_t { kKind = 2 };                                                        // runtime.TypeMeta

}  // namespace

std::optional<Envelope> open_envelope(std::string_view answer) {
  if (!answer.starts_with(kProtobufMagic)) return std::nullopt;
  answer.remove_prefix(kProtobufMagic.size());
  WireWalk walk;
  Envelope envelope;
  // The server writes the object even if it is empty: without it the answer was cut.
  bool has_object = false;
  bool is_plain = true;
  each_field(answer, walk, [&](const Field& field) {
    switch (field.number) {
      case kTypeMeta:
        each_field(bytes_of(field, walk), walk, [&](const Field& part) {
          if (part.number == kKind) envelope.kind = bytes_of(part, walk);
        });
        break;
      case kRaw:
        envelope.object = bytes_of(field, walk);
        has_object = true;
        break;
      case kContentEncoding:
        is_plain = is_plain && bytes_of(field, walk).empty();
        break;
      case kContentType: {
        const std::string_view type = bytes_of(field, walk);
        is_plain = is_plain && (type.empty() || type == kProtobufMediaType);
        break;
      }
      default:
        break;
    }
  });
  if (walk.broken || !has_object || !is_plain || envelope.kind.empty()) return std::nullopt;
  return envelope;
}

}  // namespace oomscan::kube
