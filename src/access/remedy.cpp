#include "access/remedy.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "access/role_yaml.hpp"
#include "oomscan/model/event.hpp"
#include "oomscan/model/names.hpp"
#include "oomscan/model/shell.hpp"
#include "oomscan/model/text.hpp"

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
  if (!options.types.empty()) command += fmt::format(" --types {}", fmt::join(options.types, ","));
  if (options.skip_prometheus || !options.prometheus_url.empty()) command += " --skip-prometheus";
  return command;
}

}  // namespace

std::string namespaces_word(const std::vector<std::string>& names) {
  if (!std::all_of(names.begin(), names.end(), is_namespace_name)) return "NAME,...";
  return fmt::format("{}", fmt::join(names, ","));
}

std::vector<std::string> grant_remedies(const Options& options, std::string_view tool, std::string_view user,
                                        RulesNeed need) {
  const std::string whom = shell_quoted(user).value_or(std::string{kFillIn});
  std::vector<std::string> lines{
      fmt::format("an administrator runs: {} | {} apply -f -", rbac_command(options), tool_word(tool))};
  if (options.namespaces.empty()) {
    lines.push_back("and: " + bind_command(tool, "", whom));
    return lines;
  }
  std::set<std::string> names(options.namespaces.begin(), options.namespaces.end());
  const std::vector<Right> rights = rights_to_give(options, need);
  if (std::any_of(rights.begin(), rights.end(),
                  [](const Right& right) { return right.place == Place::node_events_namespace; })) {
    names.emplace(kNodeEventsNamespace);
  }
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

std::string refusal_hint(const Gap& gap, const Options& options, std::string_view tool) {
  // A role that nobody is bound to gives nothing.
  const std::string where = options.namespaces.empty() ? ""
                            : gap.namespace_name.empty()
                                ? std::string{kFillIn}
                                : shell_quoted(gap.namespace_name).value_or(std::string{kFillIn});
  const std::string grant = fmt::format("{} | {} apply -f - && {}", rbac_command(options), tool_word(tool),
                                        bind_command(tool, where, kFillIn));
  if (gap.subject == GapSubject::namespaces) {
    return fmt::format("name them with --namespaces, or let an administrator give the right to list them: {}", grant);
  }
  const auto& named = options.namespaces;
  if (std::find(named.begin(), named.end(), gap.namespace_name) != named.end()) {
    return fmt::format(
        "check the name '{}' (who may not look into a namespace is not told whether it exists); else an "
        "administrator runs: {}",
        printable(gap.namespace_name, 100), grant);
  }
  return fmt::format("an administrator gives what a scan needs with: {}", grant);
}

void hint_at_refusals(ScanReport& report, const Options& options, std::string_view tool) {
  // Of a Prometheus, and of files on this machine, others know what helps.
  const auto of_the_api = [](const Gap& gap) {
    return gap.reason == GapReason::forbidden && gap.subject != GapSubject::prometheus &&
           gap.subject != GapSubject::artifacts && gap.subject != GapSubject::history;
  };
  for (ClusterCoverage& coverage : report.coverage) {
    for (Gap& gap : coverage.gaps) {
      if (of_the_api(gap)) gap.hint = refusal_hint(gap, options, tool);
    }
  }
}

}  // namespace oomscan::access
