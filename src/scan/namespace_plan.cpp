#include "scan/namespace_plan.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "oomscan/model/text.hpp"

namespace oomscan::scan {
namespace {

constexpr std::string_view kNameThem =
    "name them with --namespaces, or let an administrator give the right to list them: oom-scan rbac";

void select(NamespacePlan& plan, const std::vector<std::string>& names, const NamespaceFilter& filter) {
  const std::set<std::string> distinct(names.begin(), names.end());
  for (const std::string& name : distinct) {
    if (filter.selects(name)) plan.selected.push_back(name);
  }
  plan.idle_includes = filter.idle_includes(names);
  plan.idle_excludes = filter.idle_excludes(names);
}

std::vector<std::string> namespaces_of_contexts(const Cluster& cluster) {
  std::vector<std::string> names;
  const auto add = [&](const Context& context) {
    names.push_back(context.namespace_name.empty() ? "default" : context.namespace_name);
  };
  add(cluster.context);
  for (const Context& other : cluster.folded) add(other);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool is_refusal(const Error& error) { return error.kind == ErrorKind::forbidden || error.kind == ErrorKind::not_found; }

}  // namespace

NamespacePlan plan_namespaces(const Cluster& cluster, ClusterReader& reader,
                              const std::vector<std::string>& explicit_namespaces, const NamespaceFilter& filter,
                              std::stop_token stop) {
  NamespacePlan plan;
  if (!explicit_namespaces.empty()) {
    select(plan, explicit_namespaces, filter);
    return plan;
  }

  const Result<std::vector<std::string>> listed = reader.namespaces(stop);
  if (listed) {
    plan.total = static_cast<std::int64_t>(listed->size());
    plan.all_known = true;
    select(plan, *listed, filter);
    return plan;
  }
  if (!is_refusal(listed.error())) {
    plan.failure = listed.error();
    return plan;
  }

  // Not allowed to list namespaces: what else names some?
  const Result<std::vector<std::string>> projects = reader.projects(stop);
  if (projects) {
    plan.notes.push_back(
        fmt::format("may not list namespaces: the {} projects of this user are scanned", projects->size()));
    select(plan, *projects, filter);
  } else if (!is_refusal(projects.error())) {
    plan.failure = projects.error();
    return plan;
  }
  if (!projects || projects->empty()) {
    const std::vector<std::string> own = namespaces_of_contexts(cluster);
    std::vector<std::string> shown;
    for (const std::string& name : own) shown.push_back("'" + printable(name) + "'");
    plan.notes.push_back(fmt::format("may not list namespaces or projects: only {} of the kubeconfig is scanned",
                                     fmt::join(shown, ", ")));
    select(plan, own, filter);
  }
  // Whatever was found instead, other namespaces may exist that nobody looked at.
  Gap gap = gap_from(listed.error(), "", GapSubject::namespaces);
  gap.detail = "namespaces other than the ones scanned: " + gap.detail;
  gap.hint = std::string{kNameThem};
  plan.gaps.push_back(std::move(gap));
  return plan;
}

}  // namespace oomscan::scan
