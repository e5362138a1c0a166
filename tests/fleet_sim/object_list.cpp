#include "fleet_sim/object_list.hpp"

namespace oomscan::fleet_sim {

std::string object_list_text(const SimCluster& cluster) {
  std::string text = R"({"apiVersion":"v1","kind":"List","items":[)";
  const char* separator = "\n";
  for (const ObjectStore* store : {&cluster.namespaces, &cluster.pods, &cluster.events}) {
    const std::string head = R"({"apiVersion":")" + std::string(store->kind().api_version) + R"(","kind":")" +
                             std::string(store->kind().kind) + R"(",)";
    for (std::size_t i = 0; i < store->size(); ++i) {
      text += separator;
      text += head;
      text += store->json(i).substr(1);
      separator = ",\n";
    }
  }
  return text + "\n]}\n";
}

}  // namespace oomscan::fleet_sim
