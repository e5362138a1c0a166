#include "detect/rules/node_oom.hpp"

#include <algorithm>

#include "detect/assembly.hpp"
#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/moment.hpp"

namespace oomscan::detect {
namespace {

std::optional<Finding> judge(const NodeEvidence& evidence, const JudgingFrame& frame) {
  Verdict verdict{.confidence = Confidence::confirmed, .cause = std::string(kCauseOomKilled)};
  for (const EventObservation& event : evidence.events) {
    if (!is_node_oom(event) || (event.time && !frame.range.contains(*event.time))) continue;
    if (event.time) verdict.seen_at.push_back(*event.time);
    verdict.evidence.push_back(evidence_of(event));
  }
  if (verdict.evidence.empty()) return std::nullopt;
  Finding finding;
  finding.type = "NodeOOM";
  finding.node = evidence.node;
  finding.workload = {"Node", evidence.node};
  finding.confidence = verdict.confidence;
  finding.cause = verdict.cause;
  finding.timestamps = distinct_moments({verdict}, frame.range);
  finding.windows = count_windows(finding.timestamps, frame.now);
  finding.evidence = merged_evidence({verdict});
  finding.sources = {Source::events};
  const bool settled = !finding.timestamps.empty() && frame.now - finding.timestamps.back() > frame.settle;
  finding.state = settled ? State::recovered : State::active;
  return finding;
}

}  // namespace

constinit const NodeRule kNodeOom{is_node_oom, judge};

}  // namespace oomscan::detect
