#include "export/csv_exporter.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "export/csv_cell.hpp"
#include "oomscan/overview/gap_words.hpp"
#include "oomscan/overview/unseen.hpp"

namespace oomscan::exports {
namespace {

// In the order in which they are written.
enum Column : std::size_t {
  kCluster,
  kNamespace,
  kPod,
  kType,
  kTimestamps,
  kSources,
  kDescriptionFile,
  kPodLogFile,
  kContainer,
  kState,
  kConfidence,
  kCause,
  kExitCode,
  kRestartCount,
  kWorkload,
  kNode,
  kTimeRange,
  kGeneratedAt,
  kMemoryLimitBytes,
  kImage,
  kFingerprint,
  kClusterId,
  kClusterStatus,
  kSeenSince,
  kRunStatus,
  kGapWhat,
  kGapWhy,
  kHint,
  kNovelty,
  kColumns,
};
constexpr std::array<std::string_view, kColumns> kNames = {"cluster",
                                                           "namespace",
                                                           "pod",
                                                           "type",
                                                           "timestamps",
                                                           "sources",
                                                           "description_file",
                                                           "pod_log_file",
                                                           "container",
                                                           "state",
                                                           "confidence",
                                                           "cause",
                                                           "exit_code",
                                                           "restart_count",
                                                           "workload",
                                                           "node",
                                                           "time_range",
                                                           "generated_at",
                                                           "memory_limit_bytes",
                                                           "image",
                                                           "fingerprint",
                                                           "cluster_id",
                                                           "cluster_status",
                                                           "seen_since",
                                                           "run_status",
                                                           "gap_what",
                                                           "gap_why",
                                                           "hint",
                                                           "novelty"};

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kListSeparator = ";";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Cells that are written as they are, and cells with a text from a cluster.
using Row = std::array<std::string, kColumns>;

template <class T>
std::string number(const std::optional<T>& value) {
  return value ? fmt::to_string(*value) : std::string();
}

template <class T, class Format>
std::string list(const std::vector<T>& values, Format format) {
  std::string out;
  for (const T& value : values) {
    if (!out.empty()) out += kListSeparator;
    out += format(value);
  }
  return out;
}

std::string workload(const Workload& workload) {
  if (workload.kind.empty() || workload.name.empty()) return workload.kind + workload.name;
  return workload.kind + "/" + workload.name;
}

class Table {
 public:
  Table(const ScanReport& report, char separator, std::ostream& out)
      : report_(report), separator_(separator), out_(out) {
    for (const ClusterCoverage& coverage : report.coverage) rows_.try_emplace(coverage.cluster, common(&coverage));
  }

  void write() {
    for (std::size_t i = 0; i < kColumns; ++i) out_ << (i == 0 ? "" : std::string(1, separator_)) << kNames[i];
    out_ << kLineEnd;
    for (const Finding& finding : report_.findings) put(row_of(finding));
    if (report_.interrupted) {
      put(gap_row(nullptr, "the scan was interrupted: what it had not reached is not known", GapSubject::cluster,
                  GapReason::interrupted));
    } else if (report_.coverage.empty()) {
      put(gap_row(nullptr, "no cluster was scanned", GapSubject::cluster, GapReason::not_found));
    }
    for (const ClusterCoverage& coverage : report_.coverage) write_unseen(coverage);
  }

 private:
  [[nodiscard]] std::string cell(std::string_view text) const { return csv_cell(text, separator_); }

  // What every row of a cluster bears; nullptr: of none.
  [[nodiscard]] Row common(const ClusterCoverage* coverage) const {
    Row row;
    row[kTimeRange] = cell(report_.time_range.requested);
    row[kGeneratedAt] = format_rfc3339(report_.generated_at);
    const std::string_view finished = report_.complete() ? "complete" : "partial";
    row[kRunStatus] = report_.interrupted ? std::string_view{"interrupted"} : finished;
    if (coverage == nullptr) return row;
    row[kCluster] = cell(coverage->cluster);
    row[kClusterId] = cell(coverage->cluster_id);
    row[kClusterStatus] = to_id(coverage->status);
    if (const auto since = overview::seen_since(*coverage, report_)) row[kSeenSince] = format_rfc3339(*since);
    return row;
  }

  [[nodiscard]] Row row_of(const Finding& finding) const {
    const auto of_cluster = rows_.find(finding.cluster);
    Row row = of_cluster == rows_.end() ? common(nullptr) : of_cluster->second;
    row[kCluster] = cell(finding.cluster);
    row[kNamespace] = cell(finding.namespace_name);
    row[kPod] = cell(finding.pod);
    row[kType] = cell(finding.type);
    row[kTimestamps] = cell(list(finding.timestamps, format_rfc3339));
    row[kSources] = cell(list(finding.sources, [](Source source) { return std::string(to_id(source)); }));
    row[kDescriptionFile] = cell(finding.artifacts.description_file);
    row[kPodLogFile] = cell(finding.artifacts.pod_log_file);
    row[kContainer] = cell(finding.container);
    row[kState] = to_id(finding.state);
    row[kConfidence] = to_id(finding.confidence);
    row[kCause] = cell(finding.cause);
    row[kExitCode] = number(finding.exit_code);
    row[kRestartCount] = number(finding.restart_count);
    row[kWorkload] = cell(workload(finding.workload));
    row[kNode] = cell(finding.node);
    row[kMemoryLimitBytes] = number(finding.memory_limit_bytes);
    row[kImage] = cell(finding.image);
    row[kFingerprint] = cell(finding.fingerprint);
    row[kClusterId] = cell(finding.cluster_id);
    if (finding.novelty) row[kNovelty] = to_id(*finding.novelty);
    return row;
  }

  [[nodiscard]] Row gap_row(const ClusterCoverage* coverage, std::string_view cause, GapSubject subject,
                            GapReason reason) const {
    Row row = common(coverage);
    row[kType] = kGapRow;
    row[kCause] = cell(cause);
    row[kGapWhat] = cell(to_id(subject));
    row[kGapWhy] = to_id(reason);
    return row;
  }

  void write_unseen(const ClusterCoverage& coverage) {
    const std::vector<overview::Unseen> all = overview::unseen(coverage);
    for (const overview::Unseen& unseen : all) {
      std::string cause = fmt::format("{}: {}", overview::subject_words(unseen), overview::words(unseen.reason));
      if (!unseen.detail.empty()) cause += fmt::format(" ({})", unseen.detail);
      Row row = gap_row(&coverage, cause, unseen.subjects.front(), unseen.reason);
      row[kGapWhat] = cell(list(unseen.subjects, [](GapSubject subject) { return std::string(to_id(subject)); }));
      row[kHint] = cell(unseen.hint);
      if (unseen.namespaces.empty()) put(row);
      for (std::size_t i = 0; i < unseen.namespaces.size(); i += kNamespacesPerRowMax) {
        const auto first = unseen.namespaces.begin() + static_cast<std::ptrdiff_t>(i);
        const auto last = unseen.namespaces.end() - first <= static_cast<std::ptrdiff_t>(kNamespacesPerRowMax)
                              ? unseen.namespaces.end()
                              : first + static_cast<std::ptrdiff_t>(kNamespacesPerRowMax);
        row[kNamespace] =
            cell(list(std::vector<std::string>(first, last), [](const std::string& name) { return name; }));
        put(row);
      }
    }
    if (!all.empty()) return;
    if (coverage.status != CoverageStatus::scanned) {
      put(gap_row(&coverage, "not seen, reason not known", GapSubject::cluster, GapReason::bad_answer));
    } else if (coverage.namespaces_selected == 0) {
      put(gap_row(&coverage, "no namespace is selected", GapSubject::namespaces, GapReason::not_found));
    } else if (!overview::whole_range_seen(coverage, report_)) {
      Row row = common(&coverage);
      row[kType] = kSeenRow;
      row[kCause] = cell(overview::look_back_words(coverage, report_));
      put(row);
    }
  }

  void put(const Row& row) {
    for (std::size_t i = 0; i < kColumns; ++i) {
      if (i > 0) out_ << separator_;
      out_ << row[i];
    }
    out_ << kLineEnd;
  }

  const ScanReport& report_;
  std::map<std::string, Row> rows_;  // by cluster
  char separator_;
  std::ostream& out_;
};

}  // namespace

void CsvExporter::write(const ScanReport& report, std::ostream& out) const { Table{report, ',', out}.write(); }

void SemicolonCsvExporter::write(const ScanReport& report, std::ostream& out) const {
  out << kByteOrderMark;
  Table{report, ';', out}.write();
}

}  // namespace oomscan::exports
