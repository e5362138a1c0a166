// What the scan tells while it runs. Called from many threads: implementations are thread-safe and quick.
#pragma once

#include <cstdint>
#include <string>

#include "oomscan/model/report.hpp"

namespace oomscan {

class ScanObserver {
 public:
  virtual ~ScanObserver() = default;
  virtual void fleet_started(std::size_t clusters) = 0;
  // What a cluster is waited for right now. Told before `cluster_started`, too.
  enum class Stage { connecting, waiting_for_others, namespaces, metrics, pods_and_events, judging, artifacts };
  virtual void cluster_stage(const std::string& cluster, Stage stage) = 0;
  virtual void cluster_started(const std::string& cluster) = 0;
  // Known so far; counts only grow (but for a list that starts over).
  struct Progress {
    std::int64_t namespaces_done = 0;
    std::int64_t namespaces_selected = 0;
    std::int64_t pods = 0;
    std::int64_t events = 0;
    std::int64_t findings = 0;
  };
  virtual void cluster_progress(const std::string& cluster, const Progress& progress) = 0;
  virtual void cluster_finished(const ClusterCoverage& coverage, const std::vector<Finding>& findings) = 0;
};

}  // namespace oomscan
