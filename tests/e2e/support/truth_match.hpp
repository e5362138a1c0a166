// Holds what the program reported against what the fleet knows to be true.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace oomscan::e2e {

// Differences in words, empty if the findings of the report are exactly those of the truth: nothing missing, nothing
// extra, and every member that the truth states equal. Only the named clusters are expected
// (empty: all of the truth), and of them only namespaces for which `selected` holds.
template <class Selected>
std::vector<std::string> differences(const nlohmann::json& report, const nlohmann::json& truth,
                                     const std::set<std::string>& clusters, Selected selected);

// The context that the truth knows a cluster by, for any of those that are folded into it.
[[nodiscard]] std::string main_context(const std::string& context, const nlohmann::json& truth);
[[nodiscard]] std::string key_of(const std::string& context, const nlohmann::json& finding);
[[nodiscard]] std::vector<std::string> member_differences(const std::string& key, const nlohmann::json& reported,
                                                          const nlohmann::json& expected);

[[nodiscard]] inline std::vector<std::string> differences(const nlohmann::json& report, const nlohmann::json& truth) {
  return differences(report, truth, {}, [](const std::string&) { return true; });
}

template <class Selected>
std::vector<std::string> differences(const nlohmann::json& report, const nlohmann::json& truth,
                                     const std::set<std::string>& clusters, Selected selected) {
  std::vector<std::string> different;
  std::multiset<std::string> expected_keys;
  for (const nlohmann::json& cluster : truth.at("clusters")) {
    if (!clusters.empty() && !clusters.contains(cluster.at("cluster"))) continue;
    const std::string name = cluster.at("context");
    for (const nlohmann::json& expected : cluster.at("findings")) {
      if (!selected(expected.at("namespace").get<std::string>())) continue;
      const std::string key = key_of(name, expected);
      expected_keys.insert(key);
      bool found = false;
      std::vector<std::string> nearest;
      for (const nlohmann::json& reported : report.at("findings")) {
        if (key_of(main_context(reported.at("context"), truth), reported) != key) continue;
        nearest = member_differences(key, reported, expected);
        if (nearest.empty()) found = true;
        if (found) break;
      }
      if (found) continue;
      if (nearest.empty()) nearest = {"missing: " + key + " (" + expected.at("scenario").get<std::string>() + ")"};
      different.insert(different.end(), nearest.begin(), nearest.end());
    }
  }
  for (const nlohmann::json& reported : report.at("findings")) {
    const std::string key = key_of(main_context(reported.at("context"), truth), reported);
    const auto expected = expected_keys.find(key);
    if (expected == expected_keys.end()) {
      different.push_back("extra: " + key + " " + reported.at("evidence").dump());
    } else {
      expected_keys.erase(expected);
    }
  }
  return different;
}

}  // namespace oomscan::e2e
