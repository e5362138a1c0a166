#include "cli/environment.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "cli/suggestion.hpp"

namespace oomscan::cli {
namespace {

constexpr std::string_view kPrefix = "OOM_SCAN_";

// https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables, for a Service "oom-scan".
bool is_service_link(std::string_view rest) {
  return rest == "SERVICE_HOST" || rest == "SERVICE_PORT" || rest.starts_with("SERVICE_PORT_") || rest == "PORT" ||
         rest.starts_with("PORT_");
}

std::vector<std::string> known_variables() {
  std::vector<std::string> known;
  for (const Flag& flag : flags()) {
    if (!flag.in_environment) continue;
    known.push_back(environment_name(flag.name));
    if (!flag.alias.empty()) known.push_back(environment_name(flag.alias));
  }
  return known;
}

// The prefix, which all share, would make any word near to some.
std::vector<std::string> without_prefix(std::vector<std::string> names) {
  for (std::string& name : names) name.erase(0, kPrefix.size());
  return names;
}

}  // namespace

EnvironmentSettings read_environment(const EnvironmentLookup& lookup, Command command) {
  EnvironmentSettings read;
  if (!lookup) return read;
  for (const Flag& flag : flags()) {
    if (!flag.in_environment || !flag.commands.has(command)) continue;
    for (const std::string_view name : {flag.name, flag.alias}) {
      if (name.empty()) continue;
      const std::string variable = environment_name(name);
      std::optional<std::string> value = lookup(variable);
      if (!value || value->empty()) continue;
      Setting setting{Origin::environment, fmt::format("environment variable '{}'", variable), {}};
      setting.entries.push_back({std::move(*value), false});
      if (read.layer.emplace(flag.id, std::move(setting)).second || read.fault) continue;
      read.fault = Fault{
          fmt::format("environment variables '{}' and '{}' are the same option", environment_name(flag.name), variable),
          "", "unset one of them"};
    }
  }
  return read;
}

std::vector<Fault> unknown_variables(std::span<const std::string> names) {
  const std::vector<std::string> known = known_variables();
  std::vector<std::string> unknown;
  for (const std::string& name : names) {
    if (!name.starts_with(kPrefix) || is_service_link(std::string_view(name).substr(kPrefix.size()))) continue;
    if (std::find(known.begin(), known.end(), name) == known.end()) unknown.push_back(name);
  }
  std::sort(unknown.begin(), unknown.end());
  std::vector<Fault> faults;
  for (const std::string& name : unknown) {
    const Flag* flag = find_flag(option_name(name));
    std::string hint =
        flag != nullptr ? fmt::format("give '--{}' on the command line", flag->name)
                        : did_you_mean(std::string_view(name).substr(kPrefix.size()), without_prefix(known), kPrefix);
    if (hint.empty()) hint = "'oom-scan --help' lists all options; 'OOM_SCAN_NS_WORKERS' stands for '--ns-workers'";
    faults.push_back(
        {fmt::format("environment variable {} means nothing and is ignored", in_quotes(name)), "", std::move(hint)});
  }
  return faults;
}

}  // namespace oomscan::cli
