#include "scan/namespace_bounds.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace oomscan::scan {
namespace {

Gap gap_of(const std::string& namespace_name, const char* what, std::int64_t kept, std::int64_t dropped) {
  return {
      namespace_name, GapSubject::evidence, GapReason::too_many,
      fmt::format("{} of {} {} are kept of one namespace; the others are not looked at", kept, kept + dropped, what),
      "see what makes so many there"};
}

// What is dropped last comes first.
bool matters_more(const Finding& one, const Finding& other) {
  const auto rank = [](const Finding& finding) {
    return std::pair(finding.state != State::active, finding.confidence != Confidence::confirmed);
  };
  return rank(one) < rank(other);
}

}  // namespace

bool NamespaceBounds::admits_event(const std::string& namespace_name, std::size_t of_pod) {
  Count& count = events_[namespace_name];
  const bool kept = of_pod < kEventsPerPodMax && count.kept < kEventsPerNamespaceMax;
  kept ? ++count.kept : static_cast<std::size_t>(++count.dropped);
  return kept;
}

bool NamespaceBounds::admits_pod(const std::string& namespace_name) {
  Count& count = pods_[namespace_name];
  const bool kept = count.kept < kPodsKeptPerNamespaceMax;
  kept ? ++count.kept : static_cast<std::size_t>(++count.dropped);
  return kept;
}

bool NamespaceBounds::admits_node_event() {
  const bool kept = node_events_.kept < kNodeEventsMax;
  kept ? ++node_events_.kept : static_cast<std::size_t>(++node_events_.dropped);
  return kept;
}

void NamespaceBounds::merge(NamespaceBounds&& other) {
  events_.merge(other.events_);
  pods_.merge(other.pods_);
  node_events_.kept += other.node_events_.kept;
  node_events_.dropped += other.node_events_.dropped;
}

std::vector<Gap> NamespaceBounds::gaps() const {
  std::vector<Gap> gaps;
  const auto add = [&](const auto& counts, const char* what) {
    for (const auto& [name, count] : counts) {
      if (count.dropped > 0) gaps.push_back(gap_of(name, what, static_cast<std::int64_t>(count.kept), count.dropped));
    }
  };
  add(events_, "events");
  add(pods_, "pods");
  if (node_events_.dropped > 0) {
    Gap gap{"", GapSubject::node_events, GapReason::too_many, "", "see what makes so many of them"};
    gap.detail = fmt::format("{} of {} OOM Events of nodes are kept", node_events_.kept,
                             node_events_.kept + static_cast<std::size_t>(node_events_.dropped));
    gaps.push_back(std::move(gap));
  }
  return gaps;
}

std::vector<Gap> keep_some_of_each_namespace(std::vector<Finding>& findings) {
  std::map<std::string, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < findings.size(); ++i) places[findings[i].namespace_name].push_back(i);
  std::vector<Gap> gaps;
  std::vector<bool> dropped(findings.size(), false);
  for (auto& [name, of_one] : places) {
    if (of_one.size() <= kFindingsPerNamespaceMax) continue;
    std::stable_sort(of_one.begin(), of_one.end(),
                     [&](std::size_t one, std::size_t other) { return matters_more(findings[one], findings[other]); });
    for (std::size_t i = kFindingsPerNamespaceMax; i < of_one.size(); ++i) dropped[of_one[i]] = true;
    gaps.push_back(gap_of(name, "findings", static_cast<std::int64_t>(kFindingsPerNamespaceMax),
                          static_cast<std::int64_t>(of_one.size() - kFindingsPerNamespaceMax)));
  }
  if (gaps.empty()) return gaps;
  std::size_t at = 0;
  std::erase_if(findings, [&](const Finding&) { return dropped[at++]; });
  return gaps;
}

}  // namespace oomscan::scan
