// The judge on evidence about one pod: sound findings, whatever order the evidence came in, and only from what the
// prefilters let through.
#include <algorithm>
#include <string>
#include <vector>

#include "detect/catalog.hpp"
#include "detect/catalog_judge.hpp"
#include "fuzz/evidence_maker.hpp"
#include "fuzz/finding_rules.hpp"
#include "fuzz/fuzz_target.hpp"

using namespace oomscan;

namespace {

std::vector<std::string> all_types() {
  std::vector<std::string> types;
  for (const DetectorInfo& info : detect::detectors()) types.emplace_back(info.id);
  return types;
}

// Which node a pod was on that is gone, any Event of the kubelet tells.
std::vector<Finding> without_nodes(std::vector<Finding> findings) {
  for (Finding& finding : findings) finding.node.clear();
  return findings;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto judge = detect::make_judge(all_types());
  fuzz::ByteReader reader(fuzz::text_of(data, size));
  JudgingFrame frame;
  frame.now = Timestamp{Seconds{fuzz::kReportNow}};
  frame.range = {"7d", frame.now - Seconds{7 * 86400}, frame.now};
  const PodEvidence evidence = fuzz::EvidenceMaker(reader).evidence();
  const std::vector<Finding> findings = judge->judge(evidence, frame);
  fuzz::expect_sound(findings, evidence, frame);

  PodEvidence reversed = evidence;
  std::reverse(reversed.events.begin(), reversed.events.end());
  std::reverse(reversed.metrics.begin(), reversed.metrics.end());
  std::reverse(reversed.node_oom_times.begin(), reversed.node_oom_times.end());
  fuzz::expect(judge->judge(reversed, frame) == findings, "the order of the evidence does not matter");

  PodEvidence filtered = evidence;
  std::erase_if(filtered.events, [&](const EventObservation& event) { return !judge->may_matter(event); });
  fuzz::expect(without_nodes(judge->judge(filtered, frame)) == without_nodes(findings),
               "an Event that may not matter changes nothing");

  if (evidence.pod && !judge->may_matter(*evidence.pod)) {
    PodEvidence alone = evidence;
    alone.events.clear();
    alone.metrics.clear();
    fuzz::expect(judge->judge(alone, frame).empty(), "no finding from a pod that may not matter");
  }

  NodeEvidence node{"node-1", evidence.events};
  for (const Finding& finding : judge->judge_node(node, frame)) {
    fuzz::expect_sound(finding, frame);
    fuzz::expect(finding.pod.empty() && finding.namespace_name.empty(), "a node's finding blames no pod");
  }
  return 0;
}
