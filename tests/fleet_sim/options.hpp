// Words of the simulator's command line and its JSON file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fleet_sim/faults.hpp"
#include "fleet_sim/fleet_spec.hpp"

namespace oomscan::fleet_sim {

struct SimOptions {
  std::string directory;
  std::string objects_file;  // not empty: write the objects there, and serve nobody
  FleetSpec fleet;
  std::vector<Fault> faults;
  bool die_with_parent = false;
};

// nullopt: `exit_code` says how to leave (help, or wrong usage, which has been said on stderr).
[[nodiscard]] std::optional<SimOptions> parse_options(int argc, const char* const* argv, int& exit_code);

}  // namespace oomscan::fleet_sim
