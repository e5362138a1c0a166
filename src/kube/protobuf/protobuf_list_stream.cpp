#include "kube/protobuf/protobuf_list_stream.hpp"

#include <algorithm>
#include <utility>

#include "kube/list/media_type.hpp"
#include "kube/protobuf/protobuf_envelope.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

enum : std::uint32_t { kListMetadata = 1, kListItems = 2 };    // of every list
enum : std::uint32_t { kResourceVersion = 2, kContinue = 3 };  // metav1.ListMeta

Error broken_list() { return {ErrorKind::bad_answer, "the answer was cut short or is not a list in protobuf", ""}; }

}  // namespace

ProtobufListStream::ProtobufListStream(std::string list_kind, DecodeItem decode_item, std::int64_t elements_max)
    : list_kind_(std::move(list_kind)), decode_item_(std::move(decode_item)), elements_max_(elements_max) {}

bool ProtobufListStream::receive(std::string_view bytes) {
  if (place_ == Place::failed) return false;
  if (pending_.empty()) {
    consume(bytes);
    if (place_ != Place::failed) pending_.assign(bytes);
  } else {
    pending_.append(bytes);
    std::string_view rest = pending_;
    consume(rest);
    pending_.erase(0, pending_.size() - rest.size());
  }
  return place_ != Place::failed;
}

Result<PageEnd> ProtobufListStream::end() {
  if (error_) return *error_;
  const bool whole = place_ == Place::envelope && pending_.empty() && has_list_ && is_plain_;
  if (!whole) return broken_list();
  // The server writes a list's metadata even if it is empty: without it this is no list.
  if (!has_metadata_) {
    return Error{ErrorKind::bad_answer, "the answer is a '" + list_kind_ + "' without metadata", ""};
  }
  return found_;
}

void ProtobufListStream::consume(std::string_view& rest) {
  bool taken = true;
  while (taken) {
    switch (place_) {
      case Place::magic:
        taken = take_magic(rest);
        break;
      case Place::envelope:
        taken = take_from_envelope(rest);
        break;
      case Place::list:
        taken = take_from_list(rest);
        break;
      case Place::failed:
        return;
    }
  }
}

bool ProtobufListStream::take_magic(std::string_view& rest) {
  const std::size_t shown = std::min(rest.size(), kProtobufMagic.size());
  if (rest.substr(0, shown) != kProtobufMagic.substr(0, shown)) return fail_as_broken();
  if (shown < kProtobufMagic.size()) return false;
  rest.remove_prefix(shown);
  place_ = Place::envelope;
  return true;
}

bool ProtobufListStream::take_from_envelope(std::string_view& rest) {
  WireWalk walk;
  const std::optional<FieldHead> head = head_of(rest, walk);
  if (walk.broken) return fail_as_broken();
  if (!head) return false;
  if (head->number == envelope_fields::kRaw && !has_list_) {
    if (!head->is_bytes || kind_.empty()) return fail_as_broken();
    if (kind_ != list_kind_) {
      return fail(
          {ErrorKind::bad_answer, "the answer is a '" + printable(kind_, 100) + "', not a '" + list_kind_ + "'", ""});
    }
    has_list_ = true;
    list_bytes_left_ = head->payload_bytes;
    rest.remove_prefix(head->head_bytes);
    place_ = Place::list;
    return true;
  }
  if (head->payload_bytes > kElementBytesMax) return fail_as_broken();
  if (rest.size() - head->head_bytes < head->payload_bytes) return false;
  Field field;
  if (!next_field(rest, field, walk)) return fail_as_broken();
  if (field.number == envelope_fields::kTypeMeta) {
    kind_ = kind_of_type_meta(bytes_of(field, walk), walk);
  } else if (field.number == envelope_fields::kRaw) {
    walk.broken = true;  // a second list
  } else {
    is_plain_ = is_plain_ && is_plain_envelope_field(field, walk);
  }
  return !walk.broken || fail_as_broken();
}

bool ProtobufListStream::take_from_list(std::string_view& rest) {
  if (list_bytes_left_ == 0) {
    place_ = Place::envelope;
    return true;
  }
  const std::string_view of_list =
      rest.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(rest.size(), list_bytes_left_)));
  WireWalk walk;
  const std::optional<FieldHead> head = head_of(of_list, walk);
  if (walk.broken) return fail_as_broken();
  const bool all_is_here = of_list.size() == list_bytes_left_;
  if (!head) return all_is_here && fail_as_broken();
  if (head->payload_bytes > kElementBytesMax || head->payload_bytes > list_bytes_left_ - head->head_bytes) {
    return fail_as_broken();
  }
  if (of_list.size() - head->head_bytes < head->payload_bytes) return false;
  Field field;
  std::string_view behind = of_list;
  if (!next_field(behind, field, walk)) return fail_as_broken();
  const std::size_t taken = of_list.size() - behind.size();
  if (field.number == kListMetadata) {
    has_metadata_ = true;
    read_metadata(bytes_of(field, walk), walk);
  } else if (field.number != kListItems) {
    ++found_.unreadable;
  } else if (const std::string_view item = bytes_of(field, walk); !walk.broken) {
    if (decode_item_(item, walk)) {
      ++found_.items;
    } else if (!walk.broken) {
      ++found_.unreadable;
    }
  }
  if (walk.broken) return fail_as_broken();
  if (found_.items + found_.unreadable > elements_max_) {
    return fail(
        {ErrorKind::bad_answer, "the list does not end: " + std::to_string(elements_max_) + " elements were read", ""});
  }
  rest.remove_prefix(taken);
  list_bytes_left_ -= taken;
  return true;
}

void ProtobufListStream::read_metadata(std::string_view metadata, WireWalk& walk) {
  each_field(metadata, walk, [&](const Field& part) {
    if (part.number == kContinue) read(part, walk, found_.continue_token);
    if (part.number == kResourceVersion) read(part, walk, found_.resource_version);
  });
  if (found_.resource_version.size() > kResourceVersionBytesMax) found_.resource_version.clear();
}

bool ProtobufListStream::fail(Error error) {
  error_ = std::move(error);
  place_ = Place::failed;
  pending_.clear();
  return false;
}

bool ProtobufListStream::fail_as_broken() { return fail(broken_list()); }

}  // namespace oomscan::kube
