#include "scan/event_reach.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace oomscan::scan {
namespace {

constexpr std::string_view kOpenShiftPrefix = "openshift-";

// Kubernetes reserves the second prefix; in 'default' kubelets write, and whoever may write there is believed anyway.
bool is_the_clusters_own(std::string_view name) {
  return name.starts_with(kOpenShiftPrefix) || name.starts_with("kube-") || name == "default";
}

std::optional<Timestamp> earlier(std::optional<Timestamp> left, std::optional<Timestamp> right) {
  if (!left || !right) return left ? left : right;
  return std::min(*left, *right);
}

}  // namespace

void EventReach::saw(const std::string& namespace_name, Timestamp kept_since) {
  const auto [oldest, added] = oldest_.try_emplace(namespace_name, kept_since);
  if (!added) oldest->second = std::min(oldest->second, kept_since);
}

void EventReach::merge(const EventReach& other) {
  for (const auto& [name, kept_since] : other.oldest_) saw(name, kept_since);
}

std::optional<Timestamp> EventReach::everywhere() const {
  std::optional<Timestamp> of_the_cluster;
  bool openshift = false;
  std::array<Timestamp, kNamespacesThatAgree> of_tenants;  // the oldest, ascending
  of_tenants.fill(Timestamp::max());
  for (const auto& [name, kept_since] : oldest_) {
    if (is_the_clusters_own(name)) {
      of_the_cluster = earlier(of_the_cluster, kept_since);
      openshift = openshift || name.starts_with(kOpenShiftPrefix);
    } else if (kept_since < of_tenants.back()) {
      of_tenants.back() = kept_since;
      std::sort(of_tenants.begin(), of_tenants.end());
    }
  }
  if (openshift || of_tenants.back() == Timestamp::max()) return of_the_cluster;
  return earlier(of_the_cluster, of_tenants.back());
}

std::optional<Timestamp> EventReach::in(const std::string& namespace_name) const {
  const auto oldest = oldest_.find(namespace_name);
  return oldest == oldest_.end() ? std::nullopt : std::optional{oldest->second};
}

std::optional<Timestamp> EventReach::in_each(const std::vector<std::string>& names) const {
  const std::optional<Timestamp> all = everywhere();
  std::optional<Timestamp> latest;
  for (const std::string& name : names) {
    const std::optional<Timestamp> since = earlier(all, in(name));
    if (!since) return std::nullopt;
    latest = std::max(latest, since);  // nullopt is less than any time
  }
  return latest;
}

}  // namespace oomscan::scan
