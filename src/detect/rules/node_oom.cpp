#include <algorithm>

#include "detect/assembly.hpp"
#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/moment.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

std::optional<Finding> judge(const NodeEvidence& evidence, const JudgingFrame& frame) {
  Claim claim{.confidence = Confidence::confirmed, .cause = std::string(kCauseOomKilled)};
  for (const EventObservation& event : evidence.events) {
    if (!is_node_oom(event) || (event.time && !frame.range.contains(*event.time))) continue;
    if (event.time) claim.seen_at.push_back(*event.time);
    claim.evidence.push_back(evidence_of(event));
  }
  if (claim.evidence.empty()) return std::nullopt;
  Finding finding;
  finding.type = "NodeOOM";
  finding.node = evidence.node;
  finding.workload = {"Node", evidence.node};
  finding.confidence = claim.confidence;
  finding.cause = claim.cause;
  finding.moments = distinct_moments({claim}, frame.range);
  finding.timestamps = timestamps_of(finding.moments);
  finding.windows = count_windows(finding.timestamps, frame.now);
  finding.evidence = merged_evidence({claim});
  finding.sources = {Source::events};
  const bool settled = !finding.timestamps.empty() && frame.now - finding.timestamps.back() > frame.settle;
  finding.state = settled ? State::recovered : State::active;
  return finding;
}

}  // namespace

constinit const NodeRule kNodeOom{is_node_oom, judge};

}  // namespace oomscan::detect
