#include "prometheus/cluster_proof.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oomscan/model/text.hpp"
#include "prometheus/promql.hpp"
#include "prometheus/query_frame.hpp"

namespace oomscan::prometheus {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kPodsPerList = 50;
constexpr std::size_t kListBytesMax = std::size_t{16} << 20;
constexpr std::size_t kNameBytesMax = 100;
// Names and uids are enough; a server or a tool that does not know how gives whole pods.
constexpr const char* kMetadataOnly =
    "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

// Labels by which stores of several clusters tell them apart, as their documentation and charts name them.
constexpr std::string_view kTellingLabels =
    "cluster,cluster_id,clusterID,cluster_name,clusterName,k8s_cluster,k8s_cluster_name,kubernetes_cluster";

bool is_uid(std::string_view text) {
  return text.size() == 36 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
         });
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::vector<ProofPod> pods_in(KubeApi& cluster, const std::string& namespace_name, const std::stop_token& stop) {
  ApiRequest request;
  request.path = namespace_name.empty()
                     ? fmt::format("/api/v1/pods?limit={}", kPodsPerList)
                     : fmt::format("/api/v1/namespaces/{}/pods?limit={}", namespace_name, kPodsPerList);
  request.accept = kMetadataOnly;
  request.body_bytes_max = kListBytesMax;
  const KubeApi::Answer answer = cluster.get(request, stop);
  return answer.response ? pods_from(answer.response->body) : std::vector<ProofPod>{};
}

std::vector<ProofPod> pods_in_some(KubeApi& cluster, const std::vector<std::string>& namespaces,
                                   const std::stop_token& stop) {
  std::vector<ProofPod> pods;
  const std::size_t count = std::min(namespaces.size(), kProofNamespacesMax);
  for (std::size_t i = 0; i < count && pods.size() < kProofPodsMax; ++i) {
    const auto found = pods_in(cluster, namespaces[i * namespaces.size() / count], stop);
    pods.insert(pods.end(), found.begin(), found.end());
  }
  if (pods.size() > kProofPodsMax) pods.resize(kProofPodsMax);
  return pods;
}

// kube-state-metrics says uids; cAdvisor only within the names of control groups, where systemd has underscores.
std::string known_query(const std::vector<ProofPod>& pods, const TimeRange& range) {
  std::string uids;
  std::string groups;
  for (const ProofPod& pod : pods) {
    std::string underscored = pod.uid;
    std::replace(underscored.begin(), underscored.end(), '-', '_');
    uids += (uids.empty() ? "" : "|") + pod.uid;
    groups += (groups.empty() ? "" : "|") + pod.uid + '|' + underscored;
  }
  const std::int64_t length = std::max<std::int64_t>((range.to - range.from).count(), kStepMax.count());
  return fmt::format(
      "count by(uid,{0})(last_over_time({{__name__=~\"kube_pod_info|kube_pod_container_status_restarts_total\","
      "uid=~\"{1}\"}}[{3}s]))or count by({0})(last_over_time({{__name__=~\"container_start_time_seconds|"
      "container_oom_events_total\",id=~\".*pod({2}).*\"}}[{3}s]))",
      kTellingLabels, uids, groups, length);
}

// One row for each cluster that is held, by when its namespace was created.
std::string clusters_query() {
  return fmt::format(
      "count_values by({0})(\"created\",last_over_time(kube_namespace_created{{namespace=\"kube-system\","
      "exported_namespace=\"\"}}[1h])or "
      "last_over_time(kube_namespace_created{{exported_namespace=\"kube-system\"}}[1h]))",
      kTellingLabels);
}

std::string whose_query() {
  return "topk(3,count by(cluster,node)({__name__=~\"kube_pod_info|kube_pod_container_status_restarts_total|"
         "container_start_time_seconds|container_oom_events_total\"}))";
}

QueryOutcome ask(const QueryRunner& runner, const std::string& query, const TimeRange& range, const std::string& tenant,
                 const std::stop_token& stop) {
  return runner.ask([&](Fineness) { return instant_target(query, tenant, range.to); }, stop);
}

using Labels = std::map<std::string, std::string, std::less<>>;

// What all of a cluster's series have in common, of the labels that tell clusters apart.
Labels common_labels(const PrometheusAnswer& answer) {
  Labels common;
  for (std::size_t i = 0; i < answer.sequences.size(); ++i) {
    Labels own = answer.sequences[i].labels;
    own.erase("uid");
    if (i == 0) {
      common = std::move(own);
      continue;
    }
    std::erase_if(common, [&](const auto& label) {
      const auto other = own.find(label.first);
      return other == own.end() || other->second != label.second;
    });
  }
  std::erase_if(common, [](const auto& label) { return label.second.empty(); });
  return common;
}

std::size_t clusters_among(const PrometheusAnswer& answer, const Labels& only) {
  std::set<std::string> created;
  for (const Sequence& row : answer.sequences) {
    if (std::all_of(only.begin(), only.end(),
                    [&](const auto& label) { return row.label(label.first) == label.second; })) {
      created.insert(row.label("created"));
    }
  }
  return created.size();
}

Gap not_this_cluster(std::string detail) {
  return {"", GapSubject::prometheus, GapReason::wrong_cluster, std::move(detail),
          "give --prometheus-url of this cluster's own Prometheus, or --skip-prometheus"};
}

// What it holds instead, in words; nullopt: no pod of anybody.
std::optional<std::string> whose(const QueryRunner& runner, const TimeRange& range, const std::stop_token& stop) {
  const QueryOutcome outcome = ask(runner, whose_query(), range, "", stop);
  if (!outcome.answer || outcome.answer->sequences.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (const Sequence& row : outcome.answer->sequences) {
    const std::string node = printable(row.label("node"), kNameBytesMax);
    const std::string cluster = printable(row.label("cluster"), kNameBytesMax);
    if (!node.empty())
      names.push_back(fmt::format("node '{}'{}", node, cluster.empty() ? "" : " of '" + cluster + "'"));
    if (node.empty() && !cluster.empty()) names.push_back(fmt::format("cluster '{}'", cluster));
  }
  if (names.empty()) return "; what it holds is of other pods";
  return fmt::format("; it seems to be that of {}", fmt::join(names, ", "));
}

}  // namespace

std::vector<ProofPod> pods_from(std::string_view body) {
  const Json list = Json::parse(body, nullptr, false);
  if (!list.is_object() || !list.contains("items") || !list["items"].is_array()) return {};
  std::vector<ProofPod> pods;
  for (const Json& item : list["items"]) {
    if (!item.is_object() || !item.contains("metadata")) continue;
    const Json& metadata = item["metadata"];
    ProofPod pod{text_at(metadata, "namespace"), text_at(metadata, "uid"), text_at(metadata, "creationTimestamp")};
    if (is_uid(pod.uid)) pods.push_back(std::move(pod));
  }
  std::stable_sort(pods.begin(), pods.end(),
                   [](const ProofPod& a, const ProofPod& b) { return a.created < b.created; });
  if (pods.size() > kProofPodsMax) pods.resize(kProofPodsMax);
  return pods;
}

ClusterProof prove_cluster(KubeApi& cluster, const QueryRunner& runner, const std::vector<std::string>& namespaces,
                           const TimeRange& range, bool own_by_place, bool tenant, std::stop_token stop) {
  ClusterProof proof;
  std::size_t shown = 0;
  std::optional<PrometheusAnswer> known;
  for (const bool everywhere : {true, false}) {
    if (everywhere && tenant) continue;
    const auto pods = everywhere ? pods_in(cluster, "", stop) : pods_in_some(cluster, namespaces, stop);
    if (pods.empty()) continue;
    shown += pods.size();
    QueryOutcome outcome =
        ask(runner, known_query(pods, range), range, tenant ? pods.front().namespace_name : std::string{}, stop);
    if (outcome.failure) {
      proof.failure = std::move(outcome.failure);
      return proof;
    }
    if (outcome.answer && !outcome.answer->sequences.empty()) {
      known = std::move(outcome.answer);
      break;
    }
  }
  if (!known) {
    proof.proven = shown == 0 && own_by_place;
    if (shown == 0 && !own_by_place) {
      proof.gap =
          not_this_cluster("the API server shows no pod by which a Prometheus could be told to be this cluster's");
    } else if (shown > 0) {
      const auto others = tenant ? std::optional<std::string>("") : whose(runner, range, stop);
      proof.holds_nothing = !others;
      if (others) {
        proof.gap =
            not_this_cluster(fmt::format("it knows none of {} pods that the API server shows{}", shown, *others));
      }
    }
    return proof;
  }
  proof.proven = true;
  if (tenant) return proof;
  const QueryOutcome clusters = ask(runner, clusters_query(), range, "", stop);
  if (!clusters.answer || clusters_among(*clusters.answer, {}) <= 1) return proof;
  const Labels common = common_labels(*known);
  if (common.empty() || clusters_among(*clusters.answer, common) > 1) {
    proof.proven = false;
    proof.gap =
        not_this_cluster(fmt::format("it holds {} clusters, and no label tells this one's series from the others'",
                                     clusters_among(*clusters.answer, {})));
    return proof;
  }
  for (const auto& [name, value] : common) {
    proof.only += fmt::format("{}{}={}", proof.only.empty() ? "" : ",", name, prometheus::quoted(value));
  }
  return proof;
}

}  // namespace oomscan::prometheus
