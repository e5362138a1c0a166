#include "fleet_sim/protobuf_items.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "fleet_sim/protobuf_writer.hpp"

namespace oomscan::fleet_sim {
namespace {

// Made at once: few, so that a request for one object is quick.
constexpr std::size_t kBlock = 64;

}  // namespace

ProtobufItems::ProtobufItems(const ObjectStore& store)
    : store_(store), blocks_(std::make_unique<Block[]>(store.size() / kBlock + 1)) {}

std::string_view ProtobufItems::item(std::size_t index) const {
  Block& block = blocks_[index / kBlock];
  std::call_once(block.made, [&] {
    const std::size_t first = index / kBlock * kBlock;
    const std::size_t end = std::min(first + kBlock, store_.size());
    std::vector<std::string> items;
    for (std::size_t i = first; i < end; ++i) {
      const auto object = nlohmann::ordered_json::parse(store_.json(i));
      items.push_back(protobuf_list_item(protobuf_message(object, store_.kind().kind)));
    }
    block.items = std::move(items);
  });
  return block.items[index % kBlock];
}

}  // namespace oomscan::fleet_sim
