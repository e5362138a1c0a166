#include "access/remedy.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "access/role_yaml.hpp"

namespace oomscan::access {
namespace {

// With the options that decide about rights.
std::string rbac_command(const Options& options) {
  std::string command = "oom-scan rbac";
  if (!options.namespaces.empty()) command += fmt::format(" --namespaces {}", fmt::join(options.namespaces, ","));
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

std::vector<std::string> grant_remedies(const Options& options, std::string_view tool, std::string_view user) {
  const std::string whom = user.empty() ? "NAME" : shell_word(user);
  std::vector<std::string> lines{fmt::format("an administrator runs: {} | {} apply -f -", rbac_command(options), tool)};
  if (options.namespaces.empty()) {
    lines.push_back("and: " + bind_command(tool, "", whom));
    return lines;
  }
  const std::set<std::string> names(options.namespaces.begin(), options.namespaces.end());
  for (const std::string& name : names) {
    if (lines.size() > kBindingsTold) break;
    lines.push_back("and: " + bind_command(tool, shell_word(name), whom));
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

std::string shell_word(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"-_.:/@,+="}.find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return std::string{text};
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

}  // namespace oomscan::access
