#include "oomscan/model/namespace_verdict.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace oomscan {
namespace {

constexpr std::array<std::pair<std::string_view, NamespaceHealth>, 6> kHealthByType{{
    {"OOMKilled", NamespaceHealth::oom},
    {"CrashLoopBackOff", NamespaceHealth::crash_loop},
    {"ImagePullBackOff", NamespaceHealth::image_pull},
    {"ContainerStartError", NamespaceHealth::start_error},
    {"LivenessKilled", NamespaceHealth::liveness},
    {"Evicted", NamespaceHealth::evicted},
}};

NamespaceHealth health_of(std::string_view type) {
  const auto found =
      std::find_if(kHealthByType.begin(), kHealthByType.end(), [&](const auto& each) { return each.first == type; });
  return found == kHealthByType.end() ? NamespaceHealth::other : found->second;
}

bool is_now(const Finding& finding) { return finding.state == State::active || finding.state == State::terminating; }

}  // namespace

std::string_view to_id(NamespaceHealth health) {
  switch (health) {
    case NamespaceHealth::oom:
      return "oom";
    case NamespaceHealth::crash_loop:
      return "crash loop";
    case NamespaceHealth::image_pull:
      return "image pull";
    case NamespaceHealth::start_error:
      return "start error";
    case NamespaceHealth::liveness:
      return "liveness";
    case NamespaceHealth::evicted:
      return "evicted";
    case NamespaceHealth::other:
      return "other";
    case NamespaceHealth::unknown:
      return "unknown";
    case NamespaceHealth::healthy:
      return "healthy";
  }
  return "unknown";
}

std::vector<NamespaceVerdict> namespace_verdicts(const std::vector<std::string>& selected,
                                                 const std::vector<std::string>& seen,
                                                 const std::vector<Finding>& findings) {
  std::map<std::string, NamespaceVerdict> by_name;
  for (const std::string& name : selected) by_name[name] = {name, NamespaceHealth::unknown};
  for (const std::string& name : seen) by_name[name] = {name, NamespaceHealth::healthy, false, true};
  for (const Finding& finding : findings) {
    if (finding.namespace_name.empty()) continue;
    NamespaceVerdict told{finding.namespace_name, health_of(finding.type), is_now(finding)};
    const auto [entry, is_new] = by_name.try_emplace(finding.namespace_name, told);
    told.read = entry->second.read;
    const auto rank = [](const NamespaceVerdict& verdict) { return std::pair(!verdict.now, verdict.health); };
    if (!is_new && rank(told) < rank(entry->second)) entry->second = told;
  }
  std::vector<NamespaceVerdict> verdicts;
  for (auto& [name, verdict] : by_name) verdicts.push_back(std::move(verdict));
  return verdicts;
}

}  // namespace oomscan
