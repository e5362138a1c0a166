// One scenario's stage: a namespace of a cluster at a fixed moment, onto which a scenario puts pods, Events and what a
// correct scan must say about them. Everything in it depends on the seed and on `now` alone. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "fleet_sim/names.hpp"

namespace oomscan::fleet_sim {

using Json = nlohmann::ordered_json;
using Timestamp = std::chrono::sys_seconds;

// RFC 3339 as the API writes it.
[[nodiscard]] std::string rfc3339(Timestamp time);

// A finding that a correct scan reports. An empty optional: the rules leave it open, do not compare.
struct Expected {
  std::string scenario;
  std::string namespace_name;
  std::string pod;
  std::string container;
  std::string container_kind = "main";
  std::string type;
  std::optional<std::string> state = "active";
  std::optional<std::string> confidence = "confirmed";
  std::optional<std::string> cause;
  std::optional<std::string> workload;  // "Deployment/web"
  // Outer empty: do not compare. Inner empty: the finding has none (null).
  std::optional<std::optional<int>> exit_code;
  std::optional<std::optional<int>> restart_count;
  std::optional<std::vector<Timestamp>> timestamps;
  std::optional<Timestamp> newest;  // newest known moment of failure; decides whether it lies in a scan's range
};

// What is the same for all scenes of one cluster.
struct SceneFacts {
  std::string cluster;
  std::string seed;
  Timestamp now;
  std::vector<std::string> nodes;  // at least one
  std::size_t pod_bytes = 8500;    // scenario pods are padded up to this size
};

class Scene {
 public:
  Scene(const SceneFacts& facts, std::string scenario, std::string namespace_name, std::string app);

  [[nodiscard]] const SceneFacts& facts() const { return facts_; }
  [[nodiscard]] const std::string& namespace_name() const { return namespace_name_; }
  [[nodiscard]] const std::string& app() const { return app_; }
  [[nodiscard]] NameSource& names() { return names_; }
  [[nodiscard]] const std::string& node();  // one of the cluster's, by chance
  [[nodiscard]] Timestamp moment(int age_seconds) const { return facts_.now - std::chrono::seconds(age_seconds); }
  [[nodiscard]] std::string at(int age_seconds) const { return rfc3339(moment(age_seconds)); }

  void add_pod(Json pod);
  // namespace_name: where the Event lives; empty: this scene's.
  void add_event(Json event, const std::string& namespace_name = "");
  // Returns a finding to complete; valid until the next call.
  Expected& expect(const Json& pod, std::string_view container, std::string_view type);

  struct EventHome {
    std::string namespace_name;
    Json event;
  };
  [[nodiscard]] std::vector<Json>& pods() { return pods_; }
  [[nodiscard]] std::vector<EventHome>& events() { return events_; }
  [[nodiscard]] std::vector<Expected>& expected() { return expected_; }

 private:
  const SceneFacts& facts_;
  std::string scenario_;
  std::string namespace_name_;
  std::string app_;
  NameSource names_;
  std::vector<Json> pods_;
  std::vector<EventHome> events_;
  std::vector<Expected> expected_;
};

}  // namespace oomscan::fleet_sim
