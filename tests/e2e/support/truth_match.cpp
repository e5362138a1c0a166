#include "e2e/support/truth_match.hpp"

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

std::vector<std::string> member_differences(const std::string& key, const nlohmann::json& reported,
                                            const nlohmann::json& expected) {
  std::vector<std::string> different;
  const auto compare = [&](const std::string& what, const nlohmann::json& got, const nlohmann::json& wanted) {
    if (got != wanted) different.push_back(key + ": " + what + " is " + got.dump() + ", should be " + wanted.dump());
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
