// The objects of a store in protobuf, made when they are first asked for: a fleet that is read as JSON pays nothing.
// Thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "fleet_sim/object_store.hpp"

namespace oomscan::fleet_sim {

class ProtobufItems {
 public:
  // `store` is filled and outlives it.
  explicit ProtobufItems(const ObjectStore& store);

  // As a list has it. Throws std::invalid_argument if the object has a field that the schema does not know.
  [[nodiscard]] std::string_view item(std::size_t index) const;

 private:
  struct Block {
    std::once_flag made;
    std::vector<std::string> items;
  };
  const ObjectStore& store_;
  std::unique_ptr<Block[]> blocks_;
};

}  // namespace oomscan::fleet_sim
