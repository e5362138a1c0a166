#include "fleet_sim/faults.hpp"

#include <stdexcept>

namespace oomscan::fleet_sim {
namespace {

template <class T>
bool take(const nlohmann::json& value, const std::string& key, const char* name, T& target) {
  if (key != name) return false;
  value.get_to(target);
  return true;
}

}  // namespace

std::vector<Fault> faults_from_json(const nlohmann::json& array) {
  if (!array.is_array()) throw std::invalid_argument("faults are not an array");
  std::vector<Fault> faults;
  for (const nlohmann::json& object : array) {
    Fault& fault = faults.emplace_back();
    try {
      for (const auto& [key, value] : object.items()) {
        const bool known = take(value, key, "cluster", fault.cluster) || take(value, key, "path", fault.path_prefix) ||
                           take(value, key, "query", fault.query) || take(value, key, "user_agent", fault.user_agent) ||
                           take(value, key, "from", fault.from) || take(value, key, "count", fault.count) ||
                           take(value, key, "delay_ms", fault.delay_ms) || take(value, key, "status", fault.status) ||
                           take(value, key, "retry_after_s", fault.retry_after_s) ||
                           take(value, key, "cut_after_bytes", fault.cut_after_bytes);
        if (!known) throw std::invalid_argument("a fault has no member '" + key + "'");
      }
    } catch (const nlohmann::json::exception& error) {
      throw std::invalid_argument(std::string("a fault's member has the wrong type: ") + error.what());
    }
  }
  return faults;
}

nlohmann::ordered_json to_json(const std::vector<Fault>& faults) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const Fault& fault : faults) {
    array.push_back({{"cluster", fault.cluster},
                     {"path", fault.path_prefix},
                     {"query", fault.query},
                     {"user_agent", fault.user_agent},
                     {"from", fault.from},
                     {"count", fault.count},
                     {"delay_ms", fault.delay_ms},
                     {"status", fault.status},
                     {"retry_after_s", fault.retry_after_s},
                     {"cut_after_bytes", fault.cut_after_bytes}});
  }
  return array;
}

void FaultScript::replace(std::vector<Fault> faults) {
  const std::lock_guard lock(mutex_);
  script_.clear();
  for (Fault& fault : faults) script_.push_back({std::move(fault), 0});
}

std::vector<Fault> FaultScript::faults() const {
  const std::lock_guard lock(mutex_);
  std::vector<Fault> faults;
  for (const Counted& counted : script_) faults.push_back(counted.fault);
  return faults;
}

std::vector<Fault> FaultScript::hit(const std::string& cluster, const std::string& path, const std::string& raw_query,
                                    const std::string& user_agent) {
  const std::lock_guard lock(mutex_);
  std::vector<Fault> hits;
  for (auto& [fault, seen] : script_) {
    const bool matches = (fault.cluster.empty() || fault.cluster == cluster) && path.starts_with(fault.path_prefix) &&
                         raw_query.find(fault.query) != std::string::npos &&
                         user_agent.find(fault.user_agent) != std::string::npos;
    if (!matches) continue;
    ++seen;
    if (seen >= fault.from && (fault.count == 0 || seen < fault.from + fault.count)) hits.push_back(fault);
  }
  return hits;
}

}  // namespace oomscan::fleet_sim
