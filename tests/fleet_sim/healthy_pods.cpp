#include "fleet_sim/healthy_pods.hpp"

#include <array>
#include <string_view>

#include "fleet_sim/pod_builder.hpp"

namespace oomscan::fleet_sim {
namespace {

enum Blank : std::size_t { kNamespace, kApp, kHash, kSuffix, kUid, kNode, kContainerId, kAddress, kBlankCount };

// Words that occur nowhere else in the pod; lower case so that they pass as names.
constexpr std::array<std::string_view, kBlankCount> kWords{"blank-namespace", "blank-app",    "blank-hash",
                                                           "blank-suffix",    "blank-uid",    "blank-node",
                                                           "blank-id",        "blank-address"};
constexpr int kPodsPerDeployment = 5;
constexpr std::array<std::string_view, 8> kApps{"web",   "api",       "worker",  "cache",
                                                "queue", "scheduler", "gateway", "search"};

std::string template_text(const SceneFacts& facts) {
  Scene scene(facts, "healthy-template", std::string(kWords[kNamespace]), std::string(kWords[kApp]));
  const std::string replica_set = std::string(kWords[kApp]) + "-" + std::string(kWords[kHash]);
  Json pod = PodBuilder(scene, replica_set + "-" + std::string(kWords[kSuffix]))
                 .owned_by("apps/v1", "ReplicaSet", replica_set)
                 .label("pod-template-hash", std::string(kWords[kHash]))
                 .on_node(std::string(kWords[kNode]))
                 .container({}, {running(scene, 20'000), Json::object(), true, 0})
                 .build();
  pod["metadata"]["uid"] = kWords[kUid];
  pod["status"]["podIP"] = kWords[kAddress];
  pod["status"]["podIPs"][0]["ip"] = kWords[kAddress];
  pod["status"]["containerStatuses"][0]["containerID"] = "cri-o://" + std::string(kWords[kContainerId]);
  return pod.dump();
}

}  // namespace

HealthyPods::HealthyPods(const SceneFacts& facts) : facts_(facts) {
  const std::string text = template_text(facts);
  std::size_t at = 0;
  while (true) {
    std::size_t nearest = std::string::npos;
    std::size_t which = kBlankCount;
    for (std::size_t i = 0; i < kBlankCount; ++i) {
      const std::size_t found = text.find(kWords[i], at);
      if (found < nearest) nearest = found, which = i;
    }
    pieces_.push_back(text.substr(at, nearest - at));
    if (which == kBlankCount) break;
    blanks_.push_back(which);
    at = nearest + kWords[which].size();
  }
}

std::vector<ObjectStore::Object> HealthyPods::render(const std::string& namespace_name, int count) const {
  NameSource names(facts_.seed + "/" + facts_.cluster + "/" + namespace_name + "/healthy");
  std::vector<ObjectStore::Object> pods;
  std::array<std::string, kBlankCount> fill;
  fill[kNamespace] = namespace_name;
  for (int i = 0; i < count; ++i) {
    if (i % kPodsPerDeployment == 0) {
      const std::size_t number = static_cast<std::size_t>(i / kPodsPerDeployment);
      fill[kApp] = kApps[number % kApps.size()];
      if (number >= kApps.size()) fill[kApp] += std::to_string(number / kApps.size() + 1);
      fill[kHash] = names.suffix(10);
    }
    fill[kSuffix] = names.suffix(5);
    fill[kUid] = names.uid();
    fill[kNode] = facts_.nodes[names.below(facts_.nodes.size())];
    fill[kContainerId] = names.hex(64);
    fill[kAddress] = "10.128." + std::to_string(names.below(250)) + "." + std::to_string(2 + names.below(250));
    ObjectStore::Object& pod = pods.emplace_back();
    pod.name = fill[kApp] + "-" + fill[kHash] + "-" + fill[kSuffix];
    pod.json.reserve(facts_.pod_bytes + 512);
    for (std::size_t piece = 0; piece < pieces_.size(); ++piece) {
      pod.json += pieces_[piece];
      if (piece < blanks_.size()) pod.json += fill[blanks_[piece]];
    }
  }
  return pods;
}

}  // namespace oomscan::fleet_sim
