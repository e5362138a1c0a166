#include "fleet_sim/scene.hpp"

#include <ctime>
#include <utility>

namespace oomscan::fleet_sim {

std::string rfc3339(Timestamp time) {
  const std::time_t seconds = time.time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text, length};
}

Scene::Scene(const SceneFacts& facts, std::string scenario, std::string namespace_name, std::string app)
    : facts_(facts),
      scenario_(std::move(scenario)),
      namespace_name_(std::move(namespace_name)),
      app_(std::move(app)),
      names_(facts.seed + "/" + facts.cluster + "/" + namespace_name_ + "/" + app_ + "/" + scenario_) {}

const std::string& Scene::node() { return facts_.nodes[names_.below(facts_.nodes.size())]; }

void Scene::add_pod(Json pod) { pods_.push_back(std::move(pod)); }

void Scene::add_event(Json event, const std::string& namespace_name) {
  const std::string& home = namespace_name.empty() ? namespace_name_ : namespace_name;
  event["metadata"]["namespace"] = home;
  events_.push_back({home, std::move(event)});
}

Expected& Scene::expect(const Json& pod, std::string_view container, std::string_view type) {
  Expected expected;
  expected.scenario = scenario_;
  expected.namespace_name = namespace_name_;
  expected.pod = pod.at("metadata").at("name").get<std::string>();
  expected.container = container;
  expected.type = type;
  return expected_.emplace_back(std::move(expected));
}

}  // namespace oomscan::fleet_sim
