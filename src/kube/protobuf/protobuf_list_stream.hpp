// A Kubernetes list in protobuf, of any length, read as its bytes come: nothing but the element that is under way is
// kept.
// Invariant: a list that is cut short, is damaged or is not of the wanted kind ends as bad_answer, never as an empty
// list. A field beside metadata and items, which no list has had so far, counts as an element that was not understood.
// Source: k8s.io/apimachinery/pkg/runtime/generated.proto (Unknown, around the list) and the lists' own
// generated.proto.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "kube/list/list_decoder.hpp"
#include "kube/protobuf/protobuf_walk.hpp"
#include "oomscan/model/result.hpp"

namespace oomscan::kube {

// No object is larger: etcd takes 1.5 MiB of one.
inline constexpr std::size_t kElementBytesMax = std::size_t{16} << 20;

// As kPagesMax: no cluster holds as many objects.
inline constexpr std::int64_t kElementsMax = 10'000'000;

// Not thread-safe.
class ProtobufListStream final : public ListStream {
 public:
  // False: the element is not such an item. `item` is a view that ends with the call.
  using DecodeItem = std::function<bool(std::string_view item, WireWalk&)>;

  // `list_kind`: "PodList". A list of more than `elements_max` does not end.
  ProtobufListStream(std::string list_kind, DecodeItem decode_item, std::int64_t elements_max = kElementsMax);

  bool receive(std::string_view bytes) override;
  Result<PageEnd> end() override;

 private:
  enum class Place { magic, envelope, list, failed };

  // Takes what is whole off `rest`.
  void consume(std::string_view& rest);
  // False: more bytes are needed, or it is broken.
  bool take_magic(std::string_view& rest);
  bool take_from_envelope(std::string_view& rest);
  bool take_from_list(std::string_view& rest);
  bool fail(Error error);
  bool fail_as_broken();
  void read_metadata(std::string_view metadata, WireWalk& walk);

  std::string list_kind_;
  DecodeItem decode_item_;
  std::int64_t elements_max_;
  Place place_ = Place::magic;
  std::string pending_;  // the beginning of what is not whole yet
  std::string kind_;     // as the envelope has it
  std::uint64_t list_bytes_left_ = 0;
  bool has_list_ = false;
  bool has_metadata_ = false;
  bool is_plain_ = true;
  PageEnd found_;
  std::optional<Error> error_;
};

}  // namespace oomscan::kube
