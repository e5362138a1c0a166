// One page of a list, as bytes, into observations. One implementation per encoding and item; all give the same items.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "oomscan/model/event.hpp"
#include "oomscan/model/pod.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/body_receiver.hpp"
#include "oomscan/ports/cluster_reader.hpp"

namespace oomscan::kube {

struct PageEnd {
  std::string continue_token;      // empty: this was the last page
  std::int64_t items = 0;          // given to the receiver
  std::int64_t unreadable = 0;     // elements that are no object with a name, or have a
                                   // field of a wrong type: never passed over in silence
  std::string resource_version{};  // empty: not said, or not to be believed
};

// Takes the bytes of a whole list as they come.
class ListStream : public BodyReceiver {
 public:
  // After the last bytes. Errors as those of ListDecoder::decode.
  virtual Result<PageEnd> end() = 0;
};

// A name of a state that is longer than this is none.
inline constexpr std::size_t kResourceVersionBytesMax = 128;

// Keeps its buffers from page to page: use one per list, from one thread at a time.
template <class T>
class ListDecoder {
 public:
  virtual ~ListDecoder() = default;

  // Gives every item to `receive` as soon as it is decoded. May enlarge `page` (padding), never reads it afterwards.
  // bad_answer: not such a list, or not whole; items given before that are sound.
  virtual Result<PageEnd> decode(std::string& page, const std::function<void(T&&)>& receive) = 0;

  // The same, from bytes that come in pieces, for a list of any length. nullptr: this encoding has to be there whole.
  virtual std::unique_ptr<ListStream> stream(std::function<void(T&&)> /*receive*/) { return nullptr; }
};

[[nodiscard]] std::unique_ptr<ListDecoder<PodObservation>> make_json_pod_decoder();
[[nodiscard]] std::unique_ptr<ListDecoder<PodObservation>> make_protobuf_pod_decoder();
[[nodiscard]] std::unique_ptr<ListDecoder<EventObservation>> make_json_event_decoder();
[[nodiscard]] std::unique_ptr<ListDecoder<EventObservation>> make_protobuf_event_decoder();
// metadata.name of each item. `list_kind`: "NamespaceList", "ProjectList".
[[nodiscard]] std::unique_ptr<ListDecoder<std::string>> make_json_name_decoder(std::string list_kind);
[[nodiscard]] std::unique_ptr<ListDecoder<std::string>> make_protobuf_name_decoder(std::string list_kind);

// Rows of the table of pods that stands for a PodList. A table without one of the columns that we read is bad_answer.
[[nodiscard]] std::unique_ptr<ListDecoder<PodRow>> make_json_pod_row_decoder();

// The decoders of one list: one per encoding that is asked for.
template <class T>
struct ListDecoders {
  std::unique_ptr<ListDecoder<T>>
      protobuf;  // null: asked for in JSON only, as what the API server does not know itself
  std::unique_ptr<ListDecoder<T>> json;
};

}  // namespace oomscan::kube
