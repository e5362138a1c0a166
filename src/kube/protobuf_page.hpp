// One page of a Kubernetes list in protobuf: its kind, its continue token, its items one by one.
// Invariant: a page that is cut short, is damaged or is not a list of the wanted kind is bad_answer, never an empty
// list. A field beside metadata and items, which no list has had so far, counts as an element that was not understood.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kube/list_decoder.hpp"
#include "kube/protobuf_envelope.hpp"
#include "kube/protobuf_walk.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {

[[nodiscard]] inline Error broken_protobuf_page() {
  return {ErrorKind::bad_answer, "the answer was cut short or is not a list in protobuf", ""};
}

// decode_item(std::string_view item, WireWalk&) → false: the element is not such an item.
template <class DecodeItem>
Result<PageEnd> decode_protobuf_page(std::string_view page, std::string_view list_kind, DecodeItem&& decode_item) {
  enum : std::uint32_t { kMetadata = 1, kItems = 2 };            // of every list
  enum : std::uint32_t { kResourceVersion = 2, kContinue = 3 };  // metav1.ListMeta
  const auto envelope = open_envelope(page);
  if (!envelope) return broken_protobuf_page();
  if (envelope->kind != list_kind) {
    return Error{ErrorKind::bad_answer,
                 "the answer is a '" + printable(envelope->kind, 100) + "', not a '" + std::string(list_kind) + "'",
                 ""};
  }
  WireWalk walk;
  PageEnd end;
  bool is_list = false;
  each_field(envelope->object, walk, [&](const Field& field) {
    if (field.number == kMetadata) {
      is_list = true;
      each_field(bytes_of(field, walk), walk, [&](const Field& part) {
        if (part.number == kContinue) read(part, walk, end.continue_token);
        if (part.number == kResourceVersion) read(part, walk, end.resource_version);
      });
    } else if (field.number != kItems) {
      ++end.unreadable;
    } else if (const std::string_view item = bytes_of(field, walk); !walk.broken) {
      if (decode_item(item, walk)) {
        ++end.items;
      } else if (!walk.broken) {
        ++end.unreadable;
      }
    }
  });
  if (walk.broken) return broken_protobuf_page();
  if (end.resource_version.size() > kResourceVersionBytesMax) end.resource_version.clear();
  // The server writes a list's metadata even if it is empty: without it this is no list.
  if (!is_list) {
    return Error{ErrorKind::bad_answer, "the answer is a '" + std::string(list_kind) + "' without metadata", ""};
  }
  return end;
}

}  // namespace oomscan::kube
