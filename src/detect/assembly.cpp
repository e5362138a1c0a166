#include "detect/assembly.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "detect/reading/application.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/moment.hpp"
#include "detect/reading/state.hpp"
#include "detect/reading/workload.hpp"

namespace oomscan::detect {
namespace {

std::optional<Timestamp> newest_moment(const Verdict& verdict) {
  std::optional<Timestamp> newest;
  for (const Timestamp time : verdict.ended_at) newest = std::max(newest, std::optional(time));
  for (const Timestamp time : verdict.seen_at) newest = std::max(newest, std::optional(time));
  for (const SampledMoment& sample : verdict.sampled_at) newest = std::max(newest, std::optional(sample.time));
  return newest;
}

// Undated evidence is about now: after all others.
bool reads_before(const Evidence& left, const Evidence& right) {
  const auto key = [](const Evidence& e) {
    return std::tuple(!e.timestamp.has_value(), e.timestamp.value_or(Timestamp{}), to_id(e.source),
                      std::string_view(e.detail));
  };
  return key(left) < key(right);
}

}  // namespace

std::vector<Evidence> merged_evidence(const Verdicts& verdicts) {
  using Weighed = std::pair<Evidence, Confidence>;
  std::vector<Weighed> all;
  for (const Verdict& verdict : verdicts) {
    for (const Evidence& evidence : verdict.evidence) all.emplace_back(evidence, verdict.confidence);
  }
  // Two rules may say the same line: it is said once, with the strongest confidence.
  std::sort(all.begin(), all.end(), [](const Weighed& left, const Weighed& right) {
    return left.first == right.first ? left.second > right.second : reads_before(left.first, right.first);
  });
  const auto same_line = [](const Weighed& left, const Weighed& right) { return left.first == right.first; };
  all.erase(std::unique(all.begin(), all.end(), same_line), all.end());
  std::sort(all.begin(), all.end(), [](const Weighed& left, const Weighed& right) {
    return left.second != right.second ? left.second > right.second : reads_before(right.first, left.first);
  });

  std::vector<Evidence> kept;
  for (std::size_t i = 0; i < std::min(all.size(), kEvidenceLinesMax); ++i) kept.push_back(all[i].first);
  std::sort(kept.begin(), kept.end(), reads_before);
  if (all.size() > kept.size()) {
    // A status gives a line or two: only Events can be so many.
    kept.push_back({Source::events, std::nullopt, fmt::format("{} more pieces of evidence", all.size() - kept.size())});
  }
  return kept;
}

namespace {

std::vector<Source> distinct_sources(const std::vector<Evidence>& evidence) {
  std::vector<Source> sources;
  for (const Evidence& each : evidence) {
    if (std::find(sources.begin(), sources.end(), each.source) == sources.end()) sources.push_back(each.source);
  }
  std::sort(sources.begin(), sources.end(), [](Source left, Source right) { return to_id(left) < to_id(right); });
  return sources;
}

// The kubelet's Events name the node of a pod that cannot be read any more, and so may metrics.
std::string remembered_node(const Case& about) {
  const EventObservation* newest = nullptr;
  for (const SeenEvent& seen : about.events) {
    const EventObservation* event = seen.event;
    if (event->source_component != "kubelet" || event->source_host.empty()) continue;
    if (newest == nullptr || std::tie(newest->time, newest->source_host) < std::tie(event->time, event->source_host)) {
      newest = event;
    }
  }
  if (newest != nullptr) return newest->source_host;
  std::string node;
  for (const MetricObservation* metric : about.metrics) node = std::max(node, metric->node);
  return node;
}

void describe_pod(Finding& finding, const Case& about) {
  const PodObservation* pod = about.pod();
  finding.namespace_name = about.evidence.namespace_name;
  finding.pod = about.evidence.pod_name;
  finding.pod_uid = about.evidence.pod_uid;
  if (pod == nullptr) {
    // Without the pod its owner is not known, and its name proves none.
    finding.node = remembered_node(about);
    return;
  }
  finding.node = pod->node;
  finding.workload = workload_of(*pod);
  finding.application = application_of(*pod);
  finding.component = component_of(*pod);
  const ContainerObservation* container = find_container(*pod, finding.container);
  if (container == nullptr) return;
  if (container->has_status) finding.restart_count = container->restart_count;
  finding.memory_limit_bytes = container->memory_limit_bytes;
  finding.memory_request_bytes = container->memory_request_bytes;
}

Finding merged(const Case& about, std::string_view type, Verdicts verdicts) {
  // Strongest first, then what holds now, then newest; the rest only makes the order total.
  std::sort(verdicts.begin(), verdicts.end(), [](const Verdict& left, const Verdict& right) {
    const auto key = [](const Verdict& v) { return std::tuple(v.confidence, v.holds_now, newest_moment(v)); };
    const auto rest = [](const Verdict& v) { return std::tie(v.cause, v.exit_code, v.kind); };
    return key(left) != key(right) ? key(left) > key(right) : rest(left) < rest(right);
  });
  Finding finding;
  finding.container = verdicts.front().container;
  finding.container_kind = verdicts.front().kind;
  finding.type = type;
  finding.confidence = verdicts.front().confidence;
  finding.cause = verdicts.front().cause;
  const auto newest_with_code =
      std::max_element(verdicts.begin(), verdicts.end(), [](const Verdict& left, const Verdict& right) {
        return std::tuple(left.exit_code.has_value(), newest_moment(left)) <
               std::tuple(right.exit_code.has_value(), newest_moment(right));
      });
  finding.exit_code = newest_with_code->exit_code;
  finding.timestamps = distinct_moments(verdicts, about.frame.range);
  finding.windows = count_windows(finding.timestamps, about.frame.now);
  finding.evidence = merged_evidence(verdicts);
  finding.sources = distinct_sources(finding.evidence);
  describe_pod(finding, about);
  const auto last = finding.timestamps.empty() ? std::nullopt : std::optional(finding.timestamps.back());
  finding.state = state_of(about, finding.container, last);
  return finding;
}

}  // namespace

std::vector<Finding> assemble(const Case& about, std::string_view type, const Verdicts& verdicts) {
  std::map<std::string, Verdicts> by_container;
  for (const Verdict& verdict : verdicts) {
    if (speaks_of(verdict, about.frame.range)) by_container[verdict.container].push_back(verdict);
  }
  std::vector<Finding> findings;
  for (auto& [container, spoken] : by_container) findings.push_back(merged(about, type, std::move(spoken)));
  return findings;
}

}  // namespace oomscan::detect
