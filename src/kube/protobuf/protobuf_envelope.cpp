#include "kube/protobuf/protobuf_envelope.hpp"

#include "kube/list/media_type.hpp"
#include "kube/protobuf/protobuf_walk.hpp"

namespace oomscan::kube {

std::string_view kind_of_type_meta(std::string_view type_meta, WireWalk& walk) {
  enum : std::uint32_t { kKind = 2 };
  std::string_view kind;
  each_field(type_meta, walk, [&](const Field& part) {
    if (part.number == kKind) kind = bytes_of(part, walk);
  });
  return kind;
}

bool is_plain_envelope_field(const Field& field, WireWalk& walk) {
  if (field.number == envelope_fields::kContentEncoding) return bytes_of(field, walk).empty();
  if (field.number != envelope_fields::kContentType) return true;
  const std::string_view type = bytes_of(field, walk);
  return type.empty() || type == kProtobufMediaType;
}

std::optional<Envelope> open_envelope(std::string_view answer) {
  if (!answer.starts_with(kProtobufMagic)) return std::nullopt;
  answer.remove_prefix(kProtobufMagic.size());
  WireWalk walk;
  Envelope envelope;
  // The server writes the object even if it is empty: without it the answer was cut.
  bool has_object = false;
  bool is_plain = true;
  each_field(answer, walk, [&](const Field& field) {
    if (field.number == envelope_fields::kTypeMeta) {
      envelope.kind = kind_of_type_meta(bytes_of(field, walk), walk);
    } else if (field.number == envelope_fields::kRaw) {
      envelope.object = bytes_of(field, walk);
      has_object = true;
    } else {
      is_plain = is_plain && is_plain_envelope_field(field, walk);
    }
  });
  if (walk.broken || !has_object || !is_plain || envelope.kind.empty()) return std::nullopt;
  return envelope;
}

}  // namespace oomscan::kube
