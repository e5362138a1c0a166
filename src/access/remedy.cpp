#include "access/remedy.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "access/role_yaml.hpp"
#include "oomscan/model/names.hpp"
#include "oomscan/model/shell.hpp"

namespace oomscan::access {
namespace {

constexpr std::string_view kFillIn = "NAME";  // for the reader to fill in

// With the options that decide about rights.
std::string rbac_command(const Options& options) {
  std::string command = "oom-scan rbac";
  if (!options.namespaces.empty()) command += fmt::format(" --namespaces {}", namespaces_word(options.namespaces));
  if (!options.collect_artifacts) {
    command += " --no-artifacts";
  } else {
    if (!options.collect_logs) command += " --no-logs";
    if (!options.collect_descriptions) command += " --no-describe";
  }
  if (options.skip_prometheus || !options.prometheus_url.empty()) command += " --skip-prometheus";
  return command;
}

}  // namespace

std::string namespaces_word(const std::vector<std::string>& names) {
  if (!std::all_of(names.begin(), names.end(), is_namespace_name)) return "NAME,...";
  return fmt::format("{}", fmt::join(names, ","));
}

std::vector<std::string> grant_remedies(const Options& options, std::string_view tool, std::string_view user) {
  const std::string whom = shell_quoted(user).value_or(std::string{kFillIn});
  std::vector<std::string> lines{
      fmt::format("an administrator runs: {} | {} apply -f -", rbac_command(options), tool_word(tool))};
  if (options.namespaces.empty()) {
    lines.push_back("and: " + bind_command(tool, "", whom));
    return lines;
  }
  const std::set<std::string> names(options.namespaces.begin(), options.namespaces.end());
  for (const std::string& name : names) {
    if (lines.size() > kBindingsTold) break;
    lines.push_back("and: " + bind_command(tool, shell_quoted(name).value_or(std::string{kFillIn}), whom));
  }
  if (names.size() > kBindingsTold) {
    const std::size_t more = names.size() - kBindingsTold;
    lines.push_back(fmt::format("and so on for {} more namespace{}", more, more == 1 ? "" : "s"));
  }
  return lines;
}

std::vector<std::string> prometheus_remedies(const Options& options) {
  return {fmt::format("an administrator binds '{}' (OpenShift) or '{}'; see: {}", kRouteRoleName, kServiceRoleName,
                      rbac_command(options))};
}

}  // namespace oomscan::access
