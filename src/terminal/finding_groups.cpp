#include "terminal/finding_groups.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace oomscan::terminal {
namespace {

// Groups of findings with the same key, the most urgent group first.
template <class Key>
std::vector<FindingPointers> split(const FindingPointers& findings, Key key) {
  using KeyValue = decltype(key(*findings.front()));
  std::map<KeyValue, std::size_t> known;
  std::vector<FindingPointers> groups;
  for (const Finding* finding : findings) {
    const auto [entry, added] = known.try_emplace(key(*finding), groups.size());
    if (added) groups.emplace_back();
    groups[entry->second].push_back(finding);
  }
  // Ties keep the report's order, which is that of addresses. Not stable_sort: with libstdc++ 12, clang 19 warns of it.
  std::sort(groups.begin(), groups.end(), [](const FindingPointers& left, const FindingPointers& right) {
    const auto order = [](const FindingPointers& group) { return std::pair(most_urgent(group), group.front()); };
    return order(left) < order(right);
  });
  return groups;
}

void sort_container(FindingPointers& findings) {
  std::sort(findings.begin(), findings.end(), [](const Finding* left, const Finding* right) {
    const auto order = [](const Finding* f) { return std::tuple(urgency(f->state), f->type == "CrashLoopBackOff", f); };
    return order(left) < order(right);
  });
}

}  // namespace

int urgency(State state) {
  switch (state) {
    case State::active:
      return 0;
    case State::unknown:
      return 1;
    case State::terminating:
      return 2;
    case State::recovered:
      return 3;
    case State::gone:
      return 4;
  }
  return 4;
}

int most_urgent(const FindingPointers& findings) {
  int least = urgency(State::gone) + 1;
  for (const Finding* finding : findings) least = std::min(least, urgency(finding->state));
  return least;
}

std::vector<NamespaceGroup> group_findings(const FindingPointers& findings) {
  std::vector<NamespaceGroup> namespaces;
  for (const auto& in_namespace : split(findings, [](const Finding& f) { return f.namespace_name; })) {
    NamespaceGroup group{in_namespace.front()->namespace_name, {}};
    // A finding without a pod is about a node.
    const auto pod_key = [](const Finding& f) {
      return std::tuple(f.pod, f.pod_uid, f.pod.empty() ? f.node : std::string());
    };
    for (const auto& of_pod : split(in_namespace, pod_key)) {
      PodGroup pod{split(of_pod, [](const Finding& f) { return f.container; })};
      for (FindingPointers& container : pod.containers) sort_container(container);
      group.pods.push_back(std::move(pod));
    }
    namespaces.push_back(std::move(group));
  }
  return namespaces;
}

}  // namespace oomscan::terminal
