#include "corpus/server/case_groups.hpp"

#include <string_view>
#include <tuple>

#include "corpus/runner/corpus_run.hpp"

namespace oomscan::corpus {
namespace {

// Where Events about Nodes are, of whatever case.
constexpr std::string_view kNodesNamespace = "default";

}  // namespace

std::vector<CaseGroup> groups_of(const std::vector<Case>& cases) {
  using Frame = std::tuple<Timestamp, Seconds, std::vector<std::string>, std::vector<std::string>>;
  std::map<Frame, CaseGroup> by_frame;
  for (const Case& given : cases) {
    CaseGroup& group = by_frame[{given.now, given.range, types_of(given), given.unread_namespaces}];
    group.cases.push_back(&given);
    group.namespaces.merge([&] {
      const std::vector<std::string> names = namespaces_of(given);
      return std::set<std::string>(names.begin(), names.end());
    }());
    group.metrics.insert(group.metrics.end(), given.metrics.begin(), given.metrics.end());
  }
  std::vector<CaseGroup> groups;
  for (auto& [frame, group] : by_frame) groups.push_back(std::move(group));
  return groups;
}

Ownership::Ownership(const std::vector<Case>& cases) {
  for (const Case& given : cases) {
    for (const std::string& name : namespaces_of(given)) {
      if (name != kNodesNamespace) case_by_namespace_[name] = given.name;
    }
    const Json pods = Json::parse(given.pods);
    for (const Json& pod : pods.at("items")) ++counts_by_namespace_[pod.at("metadata").at("namespace")].pods;
    const Json events = Json::parse(given.events);
    for (const Json& event : events.at("items")) {
      ++counts_by_namespace_[event.at("metadata").at("namespace")].events;
      const Json& about = event.at("involvedObject");
      if (about.at("kind") == "Node") case_by_node_[about.at("name")] = given.name;
    }
  }
}

std::string Ownership::owner_of(const Finding& finding) const {
  const auto& owners = finding.namespace_name.empty() ? case_by_node_ : case_by_namespace_;
  const auto found = owners.find(finding.namespace_name.empty() ? finding.node : finding.namespace_name);
  return found == owners.end() ? "" : found->second;
}

Ownership::Counts Ownership::held_in(const std::set<std::string>& namespaces) const {
  Counts sum;
  for (const auto& [name, counts] : counts_by_namespace_) {
    if (!namespaces.contains(name)) continue;
    sum.pods += counts.pods;
    sum.events += counts.events;
  }
  return sum;
}

}  // namespace oomscan::corpus
