// OOM_SCAN_<OPTION> variables → settings. An empty variable counts as not set.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/settings.hpp"

namespace oomscan::cli {

using EnvironmentLookup = std::function<std::optional<std::string>(const std::string& name)>;

struct EnvironmentSettings {
  Layer layer;
  std::optional<Fault> fault;  // an option that is set under both of its names
};

// Those of `command`'s options; others are for other commands.
[[nodiscard]] EnvironmentSettings read_environment(const EnvironmentLookup& lookup, Command command);

// Of `names`, those that begin with OOM_SCAN_ and mean nothing to any command, each as a fault to warn of. Kubernetes
// sets some of this kind where a Service is called oom-scan: they are not meant for us, and not told.
[[nodiscard]] std::vector<Fault> unknown_variables(std::span<const std::string> names);

}  // namespace oomscan::cli
