// Fleets by name.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "fleet_sim/fleet_spec.hpp"

namespace oomscan::fleet_sim {

// Numbers that flags change; 0: what the preset has by itself.
struct Sizes {
  int clusters = 0;
  int namespaces = 0;
  int pods = 0;  // healthy ones per namespace
};

struct Preset {
  std::string_view name;
  std::string_view shows;
  void (*fill)(FleetSpec&, const Sizes&);
};

[[nodiscard]] std::span<const Preset> presets();
// nullptr if there is none of that name.
[[nodiscard]] const Preset* find_preset(std::string_view name);

// For presets in files of their own.
void fill_demo(FleetSpec& fleet, const Sizes& sizes);
void fill_scenarios(FleetSpec& fleet, const Sizes& sizes);

// An OpenShift cluster of that name with one identity "sre" that may read everything, and one context.
[[nodiscard]] ClusterSpec open_cluster(const std::string& name);
// May read pods, logs and Events in these namespaces, and list namespaces.
[[nodiscard]] Identity limited_identity(const std::string& user, const std::set<std::string>& namespaces);

}  // namespace oomscan::fleet_sim
