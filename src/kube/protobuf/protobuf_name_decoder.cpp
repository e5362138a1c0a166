// Lists of which only the names matter, in protobuf. Field numbers: ObjectMeta is field 1 of every kind.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "kube/list/list_decoder.hpp"
#include "kube/protobuf/protobuf_page.hpp"
#include "kube/protobuf/protobuf_walk.hpp"

namespace oomscan::kube {
namespace {

enum : std::uint32_t { kMetadata = 1 };  // of every object
enum : std::uint32_t { kName = 1 };      // metav1.ObjectMeta

bool read_name(std::string_view item, WireWalk& walk, const std::function<void(std::string&&)>& receive) {
  std::string name;
  each_field(item, walk, [&](const Field& field) {
    if (field.number != kMetadata) return;
    each_field(bytes_of(field, walk), walk, [&](const Field& part) {
      if (part.number == kName) read(part, walk, name);
    });
  });
  if (walk.broken || name.empty()) return false;
  receive(std::move(name));
  return true;
}

}  // namespace

std::unique_ptr<ListDecoder<std::string>> make_protobuf_name_decoder(std::string list_kind) {
  return std::make_unique<ProtobufListDecoder<std::string>>(std::move(list_kind), read_name);
}

}  // namespace oomscan::kube
