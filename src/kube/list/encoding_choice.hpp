// How lists are asked for in one session: protobuf and JSON, until the server refuses the first; whole, where it can
// give them so cheaply, until that fails once. Thread-safe.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "kube/list/list_decoder.hpp"
#include "kube/list/media_type.hpp"

namespace oomscan::kube {

class EncodingChoice {
 public:
  // `whole`: the server streams whole lists (see read_whole_list).
  explicit EncodingChoice(bool whole = false) : whole_(whole) {}

  template <class T>
  [[nodiscard]] bool wants_protobuf(const ListDecoders<T>& decoders) const {
    return decoders.protobuf != nullptr && !protobuf_refused_;
  }

  template <class T>
  [[nodiscard]] bool wants_whole(const ListDecoders<T>& decoders) const {
    return whole_ && wants_protobuf(decoders);
  }

  // The server answered 406: from now on JSON alone is asked for.
  void protobuf_was_refused() { protobuf_refused_ = true; }

  // From now on lists are asked for page by page.
  void whole_failed() { whole_ = false; }

 private:
  std::atomic<bool> whole_;
  std::atomic<bool> protobuf_refused_{false};
};

// The value of an Accept header, what is preferred first.
[[nodiscard]] inline std::string accept_header(bool protobuf, std::string_view json = kJsonMediaType) {
  std::string types;
  if (protobuf) types.append(kProtobufMediaType).append(", ");
  return types.append(json);
}

// What reads an answer of this media type; nullptr: nothing that was asked for. An answer that does not say what it is
// (the tool's `get --raw`), or says something else, is left to the JSON decoder to judge.
template <class T>
[[nodiscard]] ListDecoder<T>* reader_of(std::string_view media_type, const ListDecoders<T>& decoders) {
  return media_type == kProtobufMediaType ? decoders.protobuf.get() : decoders.json.get();
}

}  // namespace oomscan::kube
