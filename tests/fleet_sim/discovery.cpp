#include "fleet_sim/discovery.hpp"

namespace oomscan::fleet_sim {
namespace {

Json resource(std::string_view name, std::string_view kind, bool namespaced, const Json& verbs,
              const Json& short_names) {
  std::string singular(kind);
  for (char& c : singular) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  Json value = {{"name", name},
                {"singularName", name.find('/') == std::string_view::npos ? singular : ""},
                {"namespaced", namespaced},
                {"kind", kind},
                {"verbs", verbs}};
  if (!short_names.empty()) value["shortNames"] = short_names;
  return value;
}

Json group(std::string_view name, std::string_view version) {
  const Json entry = {{"groupVersion", std::string(name) + "/" + std::string(version)}, {"version", version}};
  return {{"name", name}, {"versions", Json::array({entry})}, {"preferredVersion", entry}};
}

Json resource_list(std::string_view group_version, Json resources) {
  return {{"kind", "APIResourceList"},
          {"apiVersion", "v1"},
          {"groupVersion", group_version},
          {"resources", std::move(resources)}};
}

Answer json_answer(const Json& json) {
  Answer answer;
  answer.head = json.dump() + "\n";
  return answer;
}

Json core_resources() {
  const Json read = Json::array({"get", "list"});
  return Json::array({resource("events", "Event", true, read, Json::array({"ev"})),
                      resource("namespaces", "Namespace", false, read, Json::array({"ns"})),
                      resource("nodes", "Node", false, read, Json::array({"no"})),
                      resource("pods", "Pod", true, read, Json::array({"po"})),
                      resource("pods/log", "Pod", true, Json::array({"get"}), Json::array())});
}

}  // namespace

std::optional<Answer> discover(const SimCluster& cluster, const Query& query) {
  const std::string& path = query.path;
  if (path == "/api" || path == "/api/") {
    return json_answer({{"kind", "APIVersions"},
                        {"versions", Json::array({"v1"})},
                        {"serverAddressByClientCIDRs",
                         Json::array({{{"clientCIDR", "0.0.0.0/0"}, {"serverAddress", cluster.spec.host}}})}});
  }
  if (path == "/api/v1") return json_answer(resource_list("v1", core_resources()));
  if (path == "/apis" || path == "/apis/") {
    Json groups = Json::array({group("apps", "v1"), group("authorization.k8s.io", "v1")});
    if (cluster.spec.openshift) groups.push_back(group("project.openshift.io", "v1"));
    return json_answer({{"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", groups}});
  }
  if (path == "/apis/apps/v1") return json_answer(resource_list("apps/v1", Json::array()));
  if (path == "/apis/authorization.k8s.io/v1") {
    return json_answer(resource_list("authorization.k8s.io/v1",
                                     Json::array({resource("selfsubjectaccessreviews", "SelfSubjectAccessReview", false,
                                                           Json::array({"create"}), Json::array())})));
  }
  if (path == "/apis/project.openshift.io/v1" && cluster.spec.openshift) {
    return json_answer(resource_list(
        "project.openshift.io/v1",
        Json::array({resource("projects", "Project", false, Json::array({"get", "list"}), Json::array())})));
  }
  if (path == "/version" || path == "/version/") {
    const std::string minor = std::to_string(cluster.minor_version);
    return json_answer({{"major", "1"},
                        {"minor", minor},
                        {"gitVersion", "v1." + minor + ".5"},
                        {"gitCommit", "0000000000000000000000000000000000000000"},
                        {"gitTreeState", "clean"},
                        {"buildDate", "2025-05-15T00:00:00Z"},
                        {"goVersion", "go1.23.8"},
                        {"compiler", "gc"},
                        {"platform", "linux/amd64"}});
  }
  if (path == "/healthz" || path == "/readyz" || path == "/livez") {
    Answer answer;
    answer.content_type = "text/plain; charset=utf-8";
    answer.head = "ok";
    return answer;
  }
  return std::nullopt;
}

}  // namespace oomscan::fleet_sim
