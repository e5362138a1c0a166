#include "analyze/grouping.hpp"

namespace oomscan::analyze {

Grouping::Grouping(const HistorySlice& slice, GroupBy by) : slice_(slice), by_(by) {
  for (std::size_t i = 0; i < slice.clusters.size(); ++i) clusters_.emplace(slice.clusters[i].id, i);
}

GroupKey Grouping::key_of(const Fact& fact) const {
  const Subject& subject = slice_.subjects[fact.subject].id;
  GroupKey key;
  key.cluster_id = subject.cluster_id;
  key.cluster = slice_.clusters[cluster_of(subject.cluster_id)].name;
  if (by_ == GroupBy::cluster) return key;
  key.namespace_name = subject.namespace_name;
  if (by_ == GroupBy::namespaces) return key;
  key.workload_kind = subject.workload.kind;
  key.workload_name = subject.workload.name;
  if (by_ == GroupBy::workload) return key;
  key.pod = fact.pod;
  key.pod_uid = fact.pod_uid;
  return key;
}

AnalysisGroup Grouping::group_of(const GroupKey& key) const {
  AnalysisGroup group{key.cluster, key.cluster_id, key.namespace_name, {}, {}, key.pod_uid};
  if (by_ == GroupBy::workload || by_ == GroupBy::pod) group.workload = Workload{key.workload_kind, key.workload_name};
  if (by_ == GroupBy::pod) group.pod = key.pod;
  return group;
}

void add(const Fact& fact, FailureCounts& counts) {
  switch (fact.what) {
    case Happening::oom_kill:
      counts.oom_kills += fact.times;
      break;
    case Happening::loop_began:
      counts.crash_loops += fact.times;
      break;
    case Happening::restart:
      counts.restarts += fact.times;
      break;
    case Happening::loop_failure:
    case Happening::other:
      break;
  }
}

}  // namespace oomscan::analyze
