// Short ways to write down a past.
#pragma once

#include <string>

#include "oomscan/model/analysis.hpp"
#include "oomscan/model/history.hpp"

namespace oomscan::analyze {

inline constexpr Timestamp kNow{Seconds{1'764'000'000}};  // 2025-11-24T16:00:00Z
inline constexpr Seconds kHour{3600};
inline constexpr Seconds kDays{86400};

class SliceMaker {
 public:
  SliceMaker() { slice.clusters.push_back({"uid-1", "prd"}); }

  // A container of a Deployment of the same name.
  std::size_t subject(const std::string& namespace_name, const std::string& workload, const std::string& type) {
    HistorySlice::KnownSubject known;
    known.id = {"uid-1", namespace_name, {"Deployment", workload}, "app", type};
    known.fingerprint = namespace_name + "/" + workload + "/" + type;
    slice.subjects.push_back(known);
    return slice.subjects.size() - 1;
  }
  void fails(std::size_t subject, Timestamp at, const std::string& pod = "pod-1") {
    slice.failures.push_back({subject, pod + "-uid", pod, {at, at}});
    auto& first = slice.subjects[subject].first_failure;
    if (!first || at < *first) first = at;
  }
  void counter(std::size_t subject, Timestamp at, std::int64_t count, const std::string& pod = "pod-1") {
    slice.restart_counts.push_back({subject, pod + "-uid", pod, at, count});
  }
  void seen(const std::string& namespace_name, Timestamp from, Timestamp to) {
    slice.seen.push_back({0, namespace_name, {from, to}});
  }
  // For all that any question looks at.
  void seen_always(const std::string& namespace_name) { seen(namespace_name, kNow - 100 * kDays, kNow); }
  void size(const std::string& namespace_name, std::int64_t pods) { slice.sizes.push_back({0, namespace_name, pods}); }

  HistorySlice slice;
};

inline AnalysisQuestion week_until_now(GroupBy by = GroupBy::namespaces) { return {kNow, "7d", 7 * kDays, by}; }

}  // namespace oomscan::analyze
