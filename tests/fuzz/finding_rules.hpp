// What must hold of all findings, whatever led to them.
#pragma once

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "detect/catalog.hpp"
#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/evidence.hpp"
#include "oomscan/model/finding.hpp"

namespace oomscan::fuzz {

[[nodiscard]] inline bool is_detector(std::string_view type) {
  const auto all = detect::detectors();
  return std::any_of(all.begin(), all.end(), [&](const DetectorInfo& info) { return info.id == type; });
}

inline void expect_sound(const Finding& finding, const JudgingFrame& frame) {
  expect(is_detector(finding.type), "a finding is of a known type");
  expect(!finding.evidence.empty(), "no verdict without its evidence");
  expect(!finding.cause.empty(), "a finding says its cause");
  expect(finding.cluster.empty() && finding.context.empty(), "the judge knows no cluster");
  expect(std::adjacent_find(finding.timestamps.begin(), finding.timestamps.end(), std::greater_equal<>{}) ==
             finding.timestamps.end(),
         "timestamps ascend, each once");
  expect(finding.windows == count_windows(finding.timestamps, frame.now), "windows count the timestamps");
  std::set<std::string_view> sources;
  for (const Evidence& evidence : finding.evidence) {
    expect(!evidence.detail.empty(), "evidence says what was seen");
    sources.insert(to_id(evidence.source));
  }
  std::vector<std::string_view> named;
  for (const Source source : finding.sources) named.push_back(to_id(source));
  expect(std::equal(named.begin(), named.end(), sources.begin(), sources.end()),
         "sources are those of the evidence, ascending");
}

// Of one pod.
inline void expect_sound(const std::vector<Finding>& findings, const PodEvidence& evidence, const JudgingFrame& frame) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    expect_sound(finding, frame);
    expect(finding.namespace_name == evidence.namespace_name, "a finding is in its pod's namespace");
    if (i == 0) continue;
    const Finding& earlier = findings[i - 1];
    expect(std::tie(earlier.container, earlier.type) < std::tie(finding.container, finding.type),
           "one finding for each container and type, sorted");
  }
}

}  // namespace oomscan::fuzz
