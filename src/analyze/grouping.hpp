// Which group a fact belongs to. Pure, safe from any thread.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <tuple>

#include "analyze/failure_log.hpp"
#include "oomscan/model/analysis.hpp"
#include "oomscan/model/history.hpp"

namespace oomscan::analyze {

// Ordered as groups are named: cluster's name and id, namespace, workload, pod.
struct GroupKey {
  std::string cluster;
  std::string cluster_id;
  std::string namespace_name;
  std::string workload_kind;
  std::string workload_name;
  std::string pod;
  std::string pod_uid;

  friend auto operator<=>(const GroupKey&, const GroupKey&) = default;
};

class Grouping {
 public:
  // `slice` must outlive it.
  Grouping(const HistorySlice& slice, GroupBy by);

  [[nodiscard]] GroupKey key_of(const Fact& fact) const;
  [[nodiscard]] AnalysisGroup group_of(const GroupKey& key) const;
  // Index of the cluster with this id; the slice has it.
  [[nodiscard]] std::size_t cluster_of(const std::string& cluster_id) const { return clusters_.at(cluster_id); }

 private:
  const HistorySlice& slice_;
  GroupBy by_;
  std::map<std::string, std::size_t> clusters_;
};

// Counts the fact where it has a column of its own.
void add(const Fact& fact, FailureCounts& counts);

}  // namespace oomscan::analyze
