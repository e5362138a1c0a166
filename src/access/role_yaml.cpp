#include "access/role_yaml.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "access/right.hpp"
#include "oomscan/model/event.hpp"
#include "oomscan/model/names.hpp"
#include "oomscan/model/shell.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::access {
namespace {

constexpr std::string_view kWhom = "NAME";

std::string resource_of(const Right& right) {
  return right.subresource.empty() ? std::string{right.resource}
                                   : fmt::format("{}/{}", right.resource, right.subresource);
}

std::string rule(const Right& right) {
  std::string text = fmt::format("  - apiGroups: [\"{}\"]\n    resources: [{}]\n", right.group, resource_of(right));
  if (!right.names.empty()) text += fmt::format("    resourceNames: [{}]\n", fmt::join(right.names, ", "));
  return text + fmt::format("    verbs: [{}]\n", right.verb);
}

template <class Wanted>
std::string rules(const std::vector<Right>& rights, Wanted wanted) {
  std::string text = "rules:\n";
  std::optional<Purpose> said;
  for (const Right& right : rights) {
    if (!wanted(right)) continue;
    if (said != right.purpose) text += fmt::format("  # {}\n", words_for(right.purpose));
    said = right.purpose;
    text += rule(right);
  }
  return text;
}

// One document: comments on what it is and how to bind it, then the role.
std::string document(const std::vector<std::string>& comments, std::string_view kind, std::string_view name,
                     std::string_view namespace_name, const std::string& rules_text) {
  std::string text = "---\n";
  for (const std::string& line : comments) text += "# " + line + '\n';
  text += fmt::format("apiVersion: rbac.authorization.k8s.io/v1\nkind: {}\nmetadata:\n  name: {}\n", kind, name);
  // Quoted: a namespace may be called "123" or "true".
  if (!namespace_name.empty()) text += fmt::format("  namespace: \"{}\"\n", namespace_name);
  return text + rules_text;
}

bool needs_node_events(const std::vector<Right>& rights) {
  return std::any_of(rights.begin(), rights.end(),
                     [](const Right& right) { return right.place == Place::node_events_namespace; });
}

std::string scan_roles(const Options& options, const std::vector<Right>& rights, std::string_view tool) {
  const auto of_place = [&rights](Place place) {
    return rules(rights, [place](const Right& right) { return right.place == place; });
  };
  const auto comments = [&](std::string_view namespace_name) {
    return std::vector<std::string>{"To bind it:", "  " + bind_command(tool, namespace_name, kWhom)};
  };
  if (options.namespaces.empty()) {
    return document(comments(""), "ClusterRole", kRoleName, "", of_place(Place::whole_cluster));
  }
  std::string text;
  for (const std::string& name : std::set<std::string>(options.namespaces.begin(), options.namespaces.end())) {
    text += document(comments(name), "Role", kRoleName, name, of_place(Place::named_namespaces));
  }
  if (needs_node_events(rights)) {
    text += document(comments(kNodeEventsNamespace), "Role", kRoleName, kNodeEventsNamespace,
                     of_place(Place::node_events_namespace));
  }
  return text;
}

// ClusterRoles, bound in one namespace only: which one that is differs from cluster to cluster, and a Role in a
// namespace that is not there would be refused.
std::string prometheus_roles(const std::vector<Right>& rights, std::string_view tool) {
  const auto role = [&](Purpose purpose, std::string_view name, std::string_view where,
                        std::vector<std::string> comments) {
    comments.push_back(fmt::format("  {} create rolebinding {} --clusterrole={} --namespace={} --user={}",
                                   tool_word(tool), name, name, where, kWhom));
    return document(comments, "ClusterRole", name, "",
                    rules(rights, [purpose](const Right& right) { return right.purpose == purpose; }));
  };
  return role(Purpose::prometheus_route, kRouteRoleName, kOpenShiftMonitoring,
              {"For the Prometheus of OpenShift. Without any Prometheus a scan sees the past only as far as Events",
               "reach; --skip-prometheus leaves this out. (Before OpenShift 4.15 its door asks for 'get namespaces' in",
               "the whole cluster instead of 'prometheuses/api'.) To bind it:"}) +
         role(Purpose::prometheus_service, kServiceRoleName, "monitoring",
              {"For a Prometheus elsewhere. 'services/proxy' reads every service of the namespace in which it is",
               "bound, through the API server. To bind it where the Prometheus is:"});
}

}  // namespace

std::string tool_word(std::string_view tool) { return shell_quoted(tool).value_or("oc"); }

std::string bind_command(std::string_view tool, std::string_view namespace_name, std::string_view user) {
  if (namespace_name.empty()) {
    return fmt::format("{} create clusterrolebinding {} --clusterrole={} --user={}", tool_word(tool), kRoleName,
                       kRoleName, user);
  }
  return fmt::format("{} create rolebinding {} --role={} --namespace={} --user={}", tool_word(tool), kRoleName,
                     kRoleName, namespace_name, user);
}

Result<std::string> role_yaml(const Options& options, std::string_view tool, RulesNeed need) {
  for (const std::string& name : options.namespaces) {
    if (is_namespace_name(name)) continue;
    return Error{ErrorKind::usage, fmt::format("'{}' cannot be a namespace", printable(name, 100)),
                 "names have lower-case letters, digits and '-', 63 at most"};
  }
  const std::vector<Right> rights = rights_to_give(options, need);
  const bool prometheus = std::any_of(rights.begin(), rights.end(),
                                      [](const Right& right) { return right.place == Place::prometheus_namespace; });
  std::string text =
      "# What 'oom-scan' reads with these options, and nothing more. Replace NAME with the user. To bind a group or a\n"
      "# service account, use --group=NAME or --serviceaccount=NAMESPACE:NAME instead of --user=NAME.\n" +
      scan_roles(options, rights, tool);
  if (prometheus) text += prometheus_roles(rights, tool);
  return text;
}

}  // namespace oomscan::access
