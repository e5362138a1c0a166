// Is this Prometheus that of this cluster, and of it alone?
//
// It is if it knows pods by the uids that the API server shows: names repeat from cluster to cluster, uids do not. A
// Prometheus that holds several clusters (told apart by when their namespaces 'kube-system' were created) is used only
// if a label tells this one's series from the others'.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/report.hpp"
#include "oomscan/ports/kube_api.hpp"
#include "prometheus/query_runner.hpp"

namespace oomscan::prometheus {

// Pods whose uids are looked for, the oldest of those that the API server shows.
inline constexpr std::size_t kProofPodsMax = 10;
// Namespaces of the scan in which pods are looked for, where the whole cluster's may not be listed, or are not known:
// an exporter may be told to watch some namespaces only.
inline constexpr std::size_t kProofNamespacesMax = 5;
// Queries of a proof: two for the pods, one for whose they are, one for what else is held.
inline constexpr std::size_t kProofQueriesMax = 4;

struct ProofPod {
  std::string namespace_name;
  std::string uid;
  std::string created;  // RFC 3339: sorts by age

  friend bool operator==(const ProofPod&, const ProofPod&) = default;
};

// The oldest pods of a v1 PodList, or of a list of their metadata; empty if it is none. Uids that are no uids are left
// out. Pure, safe from any thread.
[[nodiscard]] std::vector<ProofPod> pods_from(std::string_view body);

struct ClusterProof {
  // It is this cluster's. Else `gap` says why it is not taken for it, or it holds nothing of any pod.
  bool proven = false;
  bool holds_nothing = false;
  std::string only;  // matchers of this cluster's series, or empty: SeriesForm
  std::optional<Gap> gap;
  std::optional<QueryFailure> failure;  // the question itself failed
};

// Asks about the range up to its end. `own_by_place`: it was reached through this cluster's API server, so that it need
// not be doubted where there is no pod at all to ask for. `tenant`: ask about one namespace at a time. Blocks.
[[nodiscard]] ClusterProof prove_cluster(KubeApi& cluster, const QueryRunner& runner,
                                         const std::vector<std::string>& namespaces, const TimeRange& range,
                                         bool own_by_place, bool tenant, std::stop_token stop);

}  // namespace oomscan::prometheus
