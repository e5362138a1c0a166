// Faults to inject: matched by cluster, path, query and the how-many-th matching request it is. Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace oomscan::fleet_sim {

struct Fault {
  // Which requests.
  std::string cluster;      // name; empty: any
  std::string path_prefix;  // "/api/v1/pods"; empty: any
  std::string query;        // must occur in the raw query ("continue="); empty: any
  std::string user_agent;   // must occur in User-Agent; empty: any
  std::int64_t from = 1;    // the first matching request that is hit, counted from 1
  std::int64_t count = 0;   // how many are hit; 0: all from there on
  // What happens to them, in this order.
  int delay_ms = 0;
  int status = 0;                     // 0: the true answer; 410 answers as for an expired continue token
  int retry_after_s = 0;              // header with the status
  std::int64_t cut_after_bytes = -1;  // >= 0: the connection closes after so many bytes of the body
};

// From an array of objects with the members of Fault ("path" for path_prefix). Throws std::invalid_argument.
[[nodiscard]] std::vector<Fault> faults_from_json(const nlohmann::json& array);
[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<Fault>& faults);

class FaultScript {
 public:
  // Counting starts anew.
  void replace(std::vector<Fault> faults);
  [[nodiscard]] std::vector<Fault> faults() const;

  // Every fault that hits this request, in order; counts it.
  [[nodiscard]] std::vector<Fault> hit(const std::string& cluster, const std::string& path,
                                       const std::string& raw_query, const std::string& user_agent);

 private:
  struct Counted {
    Fault fault;
    std::int64_t seen = 0;
  };
  mutable std::mutex mutex_;
  std::vector<Counted> script_;
};

}  // namespace oomscan::fleet_sim
