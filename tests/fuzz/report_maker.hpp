// Reports made of bytes: every text in them may be anything.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/byte_reader.hpp"
#include "oomscan/model/report.hpp"

namespace oomscan::fuzz {

inline constexpr std::int64_t kReportNow = 1'765'517'160;  // 2025-12-12T05:26:00Z

// Within the years that a time can be written in, mostly near now.
inline Timestamp made_time(ByteReader& bytes) {
  constexpr std::int64_t kFirst = -62'104'060'800;  // year 2
  constexpr std::int64_t kLast = 253'402'300'799;   // year 9999
  const std::int64_t offset = std::clamp<std::int64_t>(bytes.number(), -kLast, kLast);
  return Timestamp{Seconds{std::clamp(kReportNow + offset, kFirst, kLast)}};
}

// `make` takes bytes only if it is called, and after what decides: arguments have no order of their own.
template <class Make>
auto maybe(bool there, Make make) -> std::optional<decltype(make())> {
  if (!there) return std::nullopt;
  return make();
}

inline Finding made_finding(ByteReader& bytes) {
  static constexpr std::array<std::string_view, 4> kTypes{"OOMKilled", "CrashLoopBackOff", "ImagePullBackOff",
                                                          "NodeOOM"};
  Finding finding;
  finding.cluster = bytes.text();
  finding.context = bytes.text();
  finding.namespace_name = bytes.text();
  finding.pod = bytes.text();
  finding.pod_uid = bytes.text();
  finding.container = bytes.text();
  finding.container_kind = static_cast<ContainerKind>(bytes.below(4));
  finding.type = bytes.word(kTypes);
  for (std::size_t count = bytes.below(4); count > 0; --count) finding.timestamps.push_back(made_time(bytes));
  std::sort(finding.timestamps.begin(), finding.timestamps.end());
  finding.timestamps.erase(std::unique(finding.timestamps.begin(), finding.timestamps.end()), finding.timestamps.end());
  finding.state = static_cast<State>(bytes.below(5));
  finding.confidence = static_cast<Confidence>(bytes.below(3));
  finding.cause = bytes.text();
  finding.workload = {bytes.text(), bytes.text(), bytes.flag()};
  finding.cluster_id = bytes.text();
  finding.image = bytes.text();
  finding.fingerprint = bytes.text();
  finding.application = bytes.text();
  finding.component = bytes.text();
  finding.node = bytes.text();
  finding.exit_code = maybe(bytes.flag(), [&] { return static_cast<int>(bytes.number()); });
  finding.restart_count = maybe(bytes.flag(), [&] { return bytes.number(); });
  finding.memory_limit_bytes = maybe(bytes.flag(), [&] { return bytes.number(); });
  finding.memory_request_bytes = maybe(bytes.flag(), [&] { return bytes.number(); });
  finding.windows = count_windows(finding.timestamps, Timestamp{Seconds{kReportNow}});
  for (std::size_t count = bytes.below(3); count > 0; --count) {
    const auto source = static_cast<Source>(bytes.below(5));
    finding.sources.push_back(source);
    finding.evidence.push_back({source, maybe(bytes.flag(), [&] { return made_time(bytes); }), bytes.text()});
  }
  finding.artifacts = {bytes.text(), bytes.text()};
  return finding;
}

// What the program counted itself.
inline std::int64_t made_count(ByteReader& bytes) { return bytes.number() & 0xffff'ffffLL; }

inline ClusterCoverage made_coverage(ByteReader& bytes) {
  ClusterCoverage coverage;
  coverage.cluster = bytes.text();
  coverage.context = bytes.text();
  for (std::size_t count = bytes.below(3); count > 0; --count) coverage.folded_contexts.push_back(bytes.text());
  coverage.server = bytes.text();
  coverage.status = static_cast<CoverageStatus>(bytes.below(3));
  coverage.namespaces_total = maybe(bytes.flag(), [&] { return made_count(bytes); });
  coverage.namespaces_selected = made_count(bytes);
  coverage.namespaces_scanned = made_count(bytes);
  coverage.pods = made_count(bytes);
  coverage.events = made_count(bytes);
  coverage.events_reach_back_to = maybe(bytes.flag(), [&] { return made_time(bytes); });
  coverage.prometheus_reaches_back_to = maybe(bytes.flag(), [&] { return made_time(bytes); });
  coverage.cluster_id = bytes.text();
  coverage.clock_ahead = maybe(bytes.flag(), [&] { return Seconds{made_count(bytes)}; });
  for (std::size_t count = bytes.below(3); count > 0; --count) {
    coverage.seen.push_back({bytes.text(), Source::events, made_time(bytes), made_time(bytes)});
  }
  for (std::size_t count = bytes.below(3); count > 0; --count) coverage.notes.push_back(bytes.text());
  for (std::size_t count = bytes.below(3); count > 0; --count) {
    coverage.gaps.push_back({bytes.text(), kGapSubjects[bytes.below(kGapSubjects.size())],
                             kGapReasons[bytes.below(kGapReasons.size())], bytes.text(), bytes.text()});
  }
  for (std::size_t count = bytes.below(3); count > 0; --count) {
    coverage.verdicts.push_back({bytes.text(), static_cast<NamespaceHealth>(bytes.below(9)), bytes.flag()});
  }
  return coverage;
}

inline ScanReport made_report(ByteReader& bytes) {
  ScanReport report;
  report.tool_version = "0.1.0";
  report.generated_at = Timestamp{Seconds{kReportNow}};
  report.time_range = {"7d", report.generated_at - Seconds{7 * 86400}, report.generated_at};
  report.interrupted = bytes.flag();
  for (std::size_t count = bytes.below(4); count > 0; --count) report.findings.push_back(made_finding(bytes));
  for (std::size_t count = bytes.below(3); count > 0; --count) report.coverage.push_back(made_coverage(bytes));
  std::sort(report.findings.begin(), report.findings.end(), before);
  if (bytes.flag()) report.types = {{"OOMKilled", bytes.text(), false}, {"NodeOOM", bytes.text(), true}};
  return report;
}

}  // namespace oomscan::fuzz
