#include "detect/assembly.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "detect/reading/application.hpp"
#include "detect/reading/moment.hpp"
#include "detect/reading/runs.hpp"
#include "detect/reading/state.hpp"
#include "detect/reading/timing.hpp"
#include "detect/reading/workload.hpp"

namespace oomscan::detect {
namespace {

std::optional<Timestamp> newest_moment(const Claim& claim) {
  std::optional<Timestamp> newest;
  for (const Timestamp time : claim.ended_at) newest = std::max(newest, std::optional(time));
  for (const Timestamp time : claim.seen_at) newest = std::max(newest, std::optional(time));
  for (const SampledMoment& sample : claim.sampled_at) newest = std::max(newest, std::optional(sample.time));
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

std::vector<Evidence> merged_evidence(const Claims& claims) {
  using Weighed = std::pair<Evidence, Confidence>;
  std::vector<Weighed> all;
  for (const Claim& claim : claims) {
    for (const Evidence& evidence : claim.evidence) all.emplace_back(evidence, claim.confidence);
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
  for (const auto* events : {&about.events, &about.earlier_events}) {
    for (const SeenEvent& seen : *events) {
      const EventObservation* event = seen.event;
      if (event->source_component != "kubelet" || event->source_host.empty()) continue;
      if (newest == nullptr ||
          std::tie(newest->time, newest->source_host) < std::tie(event->time, event->source_host)) {
        newest = event;
      }
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
    // Without the pod its owner is not known; what its name suggests is a guess that others may make.
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
  finding.image = container->image;
  finding.memory_limit_bytes = container->memory_limit_bytes;
  finding.memory_limit_is_pods = container->memory_limit_is_pods;
  finding.memory_request_bytes = container->memory_request_bytes;
}

// Strongest first, then what holds now, then newest; the rest only makes the order total.
bool is_stronger(const Claim& left, const Claim& right) {
  const auto key = [](const Claim& c) { return std::tuple(c.confidence, c.holds_now, newest_moment(c)); };
  const auto rest = [](const Claim& c) { return std::tie(c.cause, c.exit_code, c.kind); };
  return key(left) != key(right) ? key(left) > key(right) : rest(left) < rest(right);
}

using ByContainer = std::map<std::string, Claims>;

// How far apart the newest failures of two claims lie; the longest time there is if either knows none.
Seconds distance(const Claim& left, const Claims& right) {
  Seconds nearest = Seconds::max();
  const auto time = newest_moment(left);
  for (const Claim& claim : right) {
    const auto other = newest_moment(claim);
    if (time && other) nearest = std::min(nearest, Seconds{std::chrono::abs(*time - *other)});
  }
  return nearest;
}

// The claim knows no container: it is more evidence of what the others say.
void absorb(Claim&& claim, const std::string& container, Claims& others) {
  const Claim& strongest = *std::min_element(others.begin(), others.end(), is_stronger);
  claim.container = container;
  claim.kind = strongest.kind;
  claim.cause = strongest.cause;
  claim.exit_code.reset();
  for (const Claim& other : others) {
    for (const Timestamp ended : other.ended_at) {
      std::erase_if(claim.seen_at, [&](Timestamp seen) { return same_failure(ended, seen); });
    }
  }
  others.push_back(std::move(claim));
}

void give_to_known_containers(ByContainer& claims) {
  if (claims.size() < 2 || !claims.contains("")) return;
  Claims unknown = std::move(claims.extract("").mapped());
  const ByContainer known = claims;
  for (Claim& claim : unknown) {
    const auto nearest = std::min_element(known.begin(), known.end(), [&](const auto& left, const auto& right) {
      return distance(claim, left.second) < distance(claim, right.second);
    });
    absorb(std::move(claim), nearest->first, claims[nearest->first]);
  }
}

Finding merged(const Case& about, std::string_view type, Claims claims) {
  std::sort(claims.begin(), claims.end(), is_stronger);
  Finding finding;
  finding.container = claims.front().container;
  finding.container_kind = claims.front().kind;
  finding.type = type;
  finding.confidence = claims.front().confidence;
  finding.cause = claims.front().cause;
  const auto newest_with_code =
      std::max_element(claims.begin(), claims.end(), [](const Claim& left, const Claim& right) {
        return std::tuple(left.exit_code.has_value(), newest_moment(left)) <
               std::tuple(right.exit_code.has_value(), newest_moment(right));
      });
  finding.exit_code = newest_with_code->exit_code;
  finding.moments = distinct_moments(claims, about.frame.range);
  finding.timestamps = timestamps_of(finding.moments);
  finding.windows = count_windows(finding.timestamps, about.frame.now);
  finding.evidence = merged_evidence(claims);
  finding.sources = distinct_sources(finding.evidence);
  describe_pod(finding, about);
  const auto last = finding.timestamps.empty() ? std::nullopt : std::optional(finding.timestamps.back());
  finding.state = state_of(about, finding.container, last);
  return finding;
}

}  // namespace

std::vector<Finding> assemble(const Case& about, std::string_view type, const Claims& claims) {
  ByContainer by_container;
  for (const Claim& claim : claims) {
    if (speaks_of(claim, about.frame.range)) by_container[claim.container].push_back(claim);
  }
  give_to_known_containers(by_container);
  std::vector<Finding> findings;
  for (auto& [container, spoken] : by_container) findings.push_back(merged(about, type, std::move(spoken)));
  return findings;
}

}  // namespace oomscan::detect
