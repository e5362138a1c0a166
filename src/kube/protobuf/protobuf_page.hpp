// The decoder of a Kubernetes list in protobuf, from what decodes one of its items.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "kube/list/list_decoder.hpp"
#include "kube/protobuf/protobuf_list_stream.hpp"
#include "kube/protobuf/protobuf_walk.hpp"
#include "oomscan/model/result.hpp"

namespace oomscan::kube {

template <class T>
class ProtobufListDecoder : public ListDecoder<T> {
 public:
  using Receive = std::function<void(T&&)>;
  // False: `item` is not such an object, or (walk.broken) it is damaged.
  using DecodeItem = bool (*)(std::string_view item, WireWalk& walk, const Receive& receive);

  ProtobufListDecoder(std::string list_kind, DecodeItem decode_item)
      : list_kind_(std::move(list_kind)), decode_item_(decode_item) {}

  Result<PageEnd> decode(std::string& page, const Receive& receive) override {
    const std::unique_ptr<ListStream> list = stream(receive);
    list->receive(page);
    return list->end();
  }

  std::unique_ptr<ListStream> stream(Receive receive) override {
    return std::make_unique<ProtobufListStream>(
        list_kind_, [decode_item = decode_item_, receive = std::move(receive)](std::string_view item, WireWalk& walk) {
          return decode_item(item, walk, receive);
        });
  }

 private:
  std::string list_kind_;
  DecodeItem decode_item_;
};

}  // namespace oomscan::kube
