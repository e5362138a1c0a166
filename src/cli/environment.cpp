#include "cli/environment.hpp"

#include <utility>

#include <fmt/format.h>

namespace oomscan::cli {

Layer read_environment(const EnvironmentLookup& lookup) {
  Layer layer;
  if (!lookup) return layer;
  for (const Flag& flag : flags()) {
    if (!flag.in_environment) continue;
    const std::string name = environment_name(flag);
    std::optional<std::string> value = lookup(name);
    if (!value || value->empty()) continue;
    Setting setting{Origin::environment, fmt::format("environment variable '{}'", name), {}};
    setting.entries.push_back({std::move(*value), false});
    layer.emplace(flag.id, std::move(setting));
  }
  return layer;
}

}  // namespace oomscan::cli
