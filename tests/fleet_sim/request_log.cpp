#include "fleet_sim/request_log.hpp"

#include <algorithm>

namespace oomscan::fleet_sim {

void RequestLog::begin(const std::string& cluster, const std::string& method, const std::string& path,
                       const std::string& user_agent) {
  const std::lock_guard lock(mutex_);
  ++total_;
  ++in_flight_;
  in_flight_max_ = std::max(in_flight_max_, in_flight_);
  ++requests_[{cluster, path, method}];
  ++user_agents_[user_agent];
}

void RequestLog::end(const std::string& cluster, int status) {
  const std::lock_guard lock(mutex_);
  --in_flight_;
  ++statuses_[{cluster, status}];
}

void RequestLog::reset() {
  const std::lock_guard lock(mutex_);
  total_ = 0;
  in_flight_max_ = in_flight_;
  requests_.clear();
  statuses_.clear();
  user_agents_.clear();
}

nlohmann::ordered_json RequestLog::to_json() const {
  const std::lock_guard lock(mutex_);
  nlohmann::ordered_json json = {{"total", total_},
                                 {"in_flight", in_flight_},
                                 {"in_flight_max", in_flight_max_},
                                 {"requests", nlohmann::ordered_json::array()},
                                 {"statuses", nlohmann::ordered_json::array()},
                                 {"user_agents", nlohmann::ordered_json::object()}};
  for (const auto& [key, count] : requests_) {
    const auto& [cluster, path, method] = key;
    json["requests"].push_back({{"cluster", cluster}, {"method", method}, {"path", path}, {"count", count}});
  }
  for (const auto& [key, count] : statuses_) {
    json["statuses"].push_back({{"cluster", key.first}, {"status", key.second}, {"count", count}});
  }
  for (const auto& [agent, count] : user_agents_) json["user_agents"][agent] = count;
  return json;
}

}  // namespace oomscan::fleet_sim
