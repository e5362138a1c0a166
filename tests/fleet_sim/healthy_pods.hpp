// Healthy pods in bulk: rendered from one realistic pod by filling in what differs, because building each from a JSON
// tree would take minutes for a large cluster.
#pragma once

#include <string>
#include <vector>

#include "fleet_sim/object_store.hpp"
#include "fleet_sim/scene.hpp"

namespace oomscan::fleet_sim {

class HealthyPods {
 public:
  explicit HealthyPods(const SceneFacts& facts);

  // `count` pods of a few Deployments of this namespace. Deterministic; thread-safe.
  [[nodiscard]] std::vector<ObjectStore::Object> render(const std::string& namespace_name, int count) const;

 private:
  const SceneFacts& facts_;
  // Text between the blanks, and which blank follows each piece.
  std::vector<std::string> pieces_;
  std::vector<std::size_t> blanks_;
};

}  // namespace oomscan::fleet_sim
