#include "fleet_sim/api.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "fleet_sim/access.hpp"
#include "fleet_sim/access_review.hpp"
#include "fleet_sim/discovery.hpp"
#include "fleet_sim/encoding.hpp"
#include "fleet_sim/lists.hpp"
#include "fleet_sim/logs.hpp"
#include "fleet_sim/status_answers.hpp"

namespace oomscan::fleet_sim {
namespace {

struct Target {
  std::string group;
  std::string namespace_name;
  std::string resource;
  std::string name;
  std::string subresource;
};

std::vector<std::string> words_of(std::string_view path) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t slash = std::min(path.find('/', at), path.size());
    if (slash > at) words.emplace_back(path.substr(at, slash - at));
    at = slash + 1;
  }
  return words;
}

// /api/v1[/namespaces/NS]/RESOURCE[/NAME[/SUBRESOURCE]], or the same under /apis/project.openshift.io/v1.
std::optional<Target> target_of(const std::string& path) {
  std::vector<std::string> words = words_of(path);
  Target target;
  std::size_t at = 0;
  if (words.size() > 2 && words[0] == "api" && words[1] == "v1") {
    at = 2;
  } else if (words.size() > 3 && words[0] == "apis" && words[1] == "project.openshift.io" && words[2] == "v1") {
    target.group = words[1];
    at = 3;
  } else {
    return std::nullopt;
  }
  if (words[at] == "namespaces" && words.size() > at + 2) {
    target.namespace_name = words[at + 1];
    at += 2;
  }
  target.resource = words[at];
  if (words.size() > at + 1) target.name = words[at + 1];
  if (words.size() > at + 2) target.subresource = words[at + 2];
  if (words.size() > at + 3) return std::nullopt;
  return target;
}

// Every cluster has this namespace, and its uid is the cluster's own, also where a scan's truth has nothing in it.
Answer cluster_identity(const SimCluster& cluster) {
  // Twelve decimal digits of a hash: fit for the last part of a uid.
  constexpr std::size_t kDigits = 12;
  std::string digits = std::to_string(std::hash<std::string>{}(cluster.seed + "/" + cluster.spec.name));
  digits = (std::string(kDigits, '0') + digits).substr(digits.size());
  digits.resize(kDigits);
  Answer answer;
  answer.head =
      R"({"kind":"Namespace","apiVersion":"v1","metadata":{"name":"kube-system","uid":"00000000-0000-4000-8000-)" +
      digits + "\"}}\n";
  return answer;
}

}  // namespace

Answer serve(const SimCluster& cluster, const Query& query) {
  if (query.path == kAccessReviewPath && query.method == "POST") return review_access(query);
  if (std::optional<Answer> answer = discover(cluster, query)) {
    if (query.identity != nullptr || query.path == "/version" || query.path.ends_with("z")) return *answer;
    Answer denied = bad_request("");
    denied.status = 403;
    const std::string message = "forbidden: User \\\"system:anonymous\\\" cannot get path \\\"" + query.path + "\\\"";
    denied.head = R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":")" + message +
                  R"(","reason":"Forbidden","details":{},"code":403})" + "\n";
    return denied;
  }
  const std::optional<Target> target = target_of(query.path);
  if (!target) return no_such_path();
  const ObjectStore* store = cluster.store(target->resource);
  if (store == nullptr || (target->group.empty() != (store != &cluster.projects))) return no_such_path();
  if (query.method != "GET") return method_not_allowed();

  const std::string verb = target->name.empty() ? "list" : "get";
  const std::string resource =
      target->subresource.empty() ? target->resource : target->resource + "/" + target->subresource;
  // A namespace's own name is the namespace in which the right to get it is looked up.
  const std::string scope =
      target->resource == "namespaces" || target->resource == "projects" ? target->name : target->namespace_name;
  const bool any_may_list =
      target->resource == "projects" && query.identity != nullptr;  // OpenShift: everybody, filtered
  if (!any_may_list && !may(query.identity, resource, scope)) {
    return forbidden({user_of(query.identity), verb, target->group, resource, scope, target->name});
  }
  if (target->subresource == "log" && target->resource == "pods") {
    return pod_log(cluster, target->namespace_name, target->name, query);
  }
  if (!target->subresource.empty()) return no_such_resource();
  const Wanted wanted = wanted_encoding(query.accept, cluster.protobuf.count(store) > 0);
  if (wanted == Wanted::nothing_known) return not_acceptable();
  if (target->resource == "namespaces" && target->name == kIdentityNamespace && !store->find("", target->name)) {
    return cluster_identity(cluster);
  }
  if (!target->name.empty()) {
    Answer object = get_object(cluster, *store, target->namespace_name, target->name, query);
    return wanted == Wanted::protobuf ? in_protobuf(std::move(object)) : object;
  }
  if (target->resource == "projects") return list_projects(cluster, query);
  return list_objects(cluster, *store, target->namespace_name, query);
}

}  // namespace oomscan::fleet_sim
