// Samples as OpenMetrics text for `promtool tsdb create-blocks-from openmetrics`: what kube-state-metrics and cAdvisor
// would have shown at each scrape, for lives of containers that a test describes.
#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/time.hpp"

namespace oomscan::prometheus_test {

inline constexpr Seconds kScrapeInterval{60};

struct Ending {
  Timestamp at{};
  std::string reason = "OOMKilled";
  // Time until the next run begins; nullopt: there is none.
  std::optional<Seconds> back_off = Seconds{0};
};

// One container as the API server showed it.
struct Life {
  std::string namespace_name;
  std::string pod;
  std::string uid;
  std::string container = "app";
  bool init = false;
  Timestamp begin{};  // the pod is listed from here ...
  Timestamp end{};    // ... to here
  std::vector<Ending> endings{};
  // A series that ended gets a 0 at the next scrape, as kube-state-metrics wrote it before 2.0; promtool cannot write
  // the marker that a real scrape leaves. False: nothing, so that a query still sees it for 5 minutes.
  bool marks_ends = true;
};

// Not thread-safe. Writes through to the file; `finish` makes it complete.
class SampleWriter {
 public:
  explicit SampleWriter(const std::string& path);

  // The series of kube-state-metrics for one container. `with_timestamps`: 2.12 or later.
  void write(const Life& life, bool with_timestamps = true);
  // One series with one value; to: exclusive.
  void constant(const std::string& series, Timestamp from, Timestamp to, double value);
  // container_oom_events_total of one container: its value from each step's time on, and when it was started.
  struct Step {
    Timestamp at{};
    double value = 0;
  };
  void counter(const std::string& labels, Timestamp started, const std::vector<Step>& steps, Timestamp to);
  // One sample.
  void sample(const std::string& series, double value, Timestamp time);
  void finish();

 private:
  std::ofstream file_;
};

// Labels of a cAdvisor series as a kubelet with systemd's control groups gives them.
[[nodiscard]] std::string cadvisor_labels(const std::string& namespace_name, const std::string& pod,
                                          const std::string& uid, const std::string& container,
                                          const std::string& container_id);

}  // namespace oomscan::prometheus_test
