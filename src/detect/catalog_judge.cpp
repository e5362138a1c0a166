#include "detect/catalog_judge.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "detect/assembly.hpp"
#include "detect/case.hpp"
#include "detect/catalog.hpp"
#include "detect/reading/moment.hpp"

namespace oomscan::detect {
namespace {

class CatalogJudge final : public Judge {
 public:
  explicit CatalogJudge(std::vector<const Detector*> detectors) : detectors_(std::move(detectors)) {}

  [[nodiscard]] bool may_matter(const PodObservation& pod) const override {
    return any_rule([&](const Rule& rule) { return rule.pod_may_matter != nullptr && rule.pod_may_matter(pod); });
  }

  [[nodiscard]] bool may_matter(const EventObservation& event) const override {
    const bool of_a_node = std::any_of(detectors_.begin(), detectors_.end(), [&](const Detector* detector) {
      return detector->node_rule != nullptr && detector->node_rule->event_may_matter(event);
    });
    return of_a_node ||
           any_rule([&](const Rule& rule) { return rule.event_may_matter != nullptr && rule.event_may_matter(event); });
  }

  [[nodiscard]] std::vector<Finding> judge(const PodEvidence& evidence, const JudgingFrame& frame) const override {
    const Case opened = open_case(evidence, frame);
    std::vector<Finding> findings;
    for (const Detector* detector : detectors_) {
      Claims claims;
      for (const Rule* rule : detector->rules) std::ranges::move(rule->judge(opened), std::back_inserter(claims));
      std::ranges::move(assemble(opened, detector->info.id, claims), std::back_inserter(findings));
    }
    std::sort(findings.begin(), findings.end(), [](const Finding& left, const Finding& right) {
      return std::tie(left.container, left.type) < std::tie(right.container, right.type);
    });
    return findings;
  }

  [[nodiscard]] Explanation explain(const PodEvidence& evidence, const JudgingFrame& frame) const override {
    Explanation explanation;
    Case opened = open_case(evidence, frame);
    for (const Detector* detector : detectors_) {
      for (const Rule* rule : detector->rules) {
        RuleExplanation& told = explanation.rules.emplace_back();
        told.type = detector->info.id;
        told.rule = rule->name;
        told.looks_at = rule->looks_at;
        opened.silences = &told.silent;
        for (Claim& claim : rule->judge(opened)) {
          if (!speaks_of(claim, frame.range)) {
            opened.silent(claim.container, "what it found lies before the time range");
            continue;
          }
          told.said.push_back({claim.container, claim.confidence, claim.cause, std::move(claim.evidence)});
        }
      }
    }
    explanation.findings = judge(evidence, frame);
    return explanation;
  }

  [[nodiscard]] bool judges_nodes() const override {
    return std::any_of(detectors_.begin(), detectors_.end(),
                       [](const Detector* detector) { return detector->node_rule != nullptr; });
  }

  [[nodiscard]] bool needs_node_events(const PodObservation& pod) const override {
    return any_rule(
        [&](const Rule& rule) { return rule.pod_needs_node_events != nullptr && rule.pod_needs_node_events(pod); });
  }

  [[nodiscard]] std::vector<Finding> judge_node(const NodeEvidence& evidence,
                                                const JudgingFrame& frame) const override {
    std::vector<Finding> findings;
    for (const Detector* detector : detectors_) {
      if (detector->node_rule == nullptr) continue;
      if (auto finding = detector->node_rule->judge(evidence, frame)) findings.push_back(std::move(*finding));
    }
    return findings;
  }

 private:
  template <class Predicate>
  [[nodiscard]] bool any_rule(Predicate holds) const {
    return std::any_of(detectors_.begin(), detectors_.end(), [&](const Detector* detector) {
      return std::any_of(detector->rules.begin(), detector->rules.end(),
                         [&](const Rule* rule) { return holds(*rule); });
    });
  }

  std::vector<const Detector*> detectors_;
};

std::vector<const Detector*> chosen_by(const std::vector<std::string>& types) {
  std::vector<const Detector*> chosen;
  for (const Detector& detector : catalog()) {
    const bool wanted = types.empty() ? detector.info.on_by_default
                                      : std::find(types.begin(), types.end(), detector.info.id) != types.end();
    if (wanted) chosen.push_back(&detector);
  }
  return chosen;
}

}  // namespace

std::unique_ptr<Judge> make_judge(const std::vector<std::string>& types) {
  return std::make_unique<CatalogJudge>(chosen_by(types));
}

bool reads_node_events(const std::vector<std::string>& types) {
  const auto chosen = chosen_by(types);
  return std::any_of(chosen.begin(), chosen.end(), [](const Detector* detector) {
    return detector->node_rule != nullptr ||
           std::any_of(detector->rules.begin(), detector->rules.end(),
                       [](const Rule* rule) { return rule->pod_needs_node_events != nullptr; });
  });
}

}  // namespace oomscan::detect
