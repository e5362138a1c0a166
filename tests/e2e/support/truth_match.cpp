#include "e2e/support/truth_match.hpp"

#include <algorithm>

namespace oomscan::e2e {

std::string main_context(const std::string& context, const nlohmann::json& truth) {
  for (const nlohmann::json& cluster : truth.at("clusters")) {
    for (const nlohmann::json& folded : cluster.at("folded_contexts")) {
      if (folded == context) return cluster.at("context");
    }
  }
  return context;
}

std::string key_of(const std::string& context, const nlohmann::json& finding) {
  std::string key = context;
  for (const char* member : {"namespace", "pod", "container", "type"}) {
    key += " / " + finding.at(member).get<std::string>();
  }
  return key;
}

// What the truth does not name of an object, it leaves open.
bool holds(const nlohmann::json& wanted, const nlohmann::json& got) {
  if (!wanted.is_object() || !got.is_object()) return wanted == got;
  return std::all_of(wanted.items().begin(), wanted.items().end(), [&](const auto& member) {
    return got.contains(member.key()) && holds(member.value(), got.at(member.key()));
  });
}

std::vector<std::string> member_differences(const std::string& key, const nlohmann::json& reported,
                                            const nlohmann::json& expected) {
  std::vector<std::string> different;
  const auto compare = [&](const std::string& what, const nlohmann::json& got, const nlohmann::json& wanted) {
    if (!holds(wanted, got))
      different.push_back(key + ": " + what + " is " + got.dump() + ", should be " + wanted.dump());
  };
  for (const char* member :
       {"container_kind", "state", "confidence", "cause", "workload", "exit_code", "restart_count", "timestamps"}) {
    if (expected.contains(member)) compare(member, reported.at(member), expected.at(member));
  }
  if (expected.contains("newest_timestamp")) {
    const nlohmann::json& times = reported.at("timestamps");
    compare("newest timestamp", times.empty() ? nlohmann::json{} : times.back(), expected.at("newest_timestamp"));
  }
  return different;
}

}  // namespace oomscan::e2e
