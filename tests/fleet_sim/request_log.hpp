// How often what was asked for, so that a test can say "and no request more". Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

#include <nlohmann/json.hpp>

namespace oomscan::fleet_sim {

class RequestLog {
 public:
  void begin(const std::string& cluster, const std::string& method, const std::string& path,
             const std::string& user_agent);
  void end(const std::string& cluster, int status);
  void reset();

  // {"total", "in_flight", "in_flight_max", "requests": [{"cluster","method","path","count"}], "statuses",
  // "user_agents"}
  [[nodiscard]] nlohmann::ordered_json to_json() const;

 private:
  mutable std::mutex mutex_;
  std::int64_t total_ = 0;
  std::int64_t in_flight_ = 0;
  std::int64_t in_flight_max_ = 0;
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> requests_;  // cluster, path, method
  std::map<std::pair<std::string, int>, std::int64_t> statuses_;
  std::map<std::string, std::int64_t> user_agents_;
};

}  // namespace oomscan::fleet_sim
