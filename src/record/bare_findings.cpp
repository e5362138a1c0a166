#include "record/bare_findings.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "oomscan/model/analysis.hpp"
#include "oomscan/model/identity.hpp"
#include "oomscan/model/report.hpp"
#include "record/results_reader.hpp"
#include "record/run_record_of.hpp"

namespace oomscan::record {
namespace {

// Rows of the CSV of this program that are no findings (docs/adr/0023).
constexpr std::array<std::string_view, 2> kOtherRows = {"GAP", "SEEN"};

Error no_results(std::string why) {
  return {ErrorKind::bad_answer, "it holds no results: " + std::move(why),
          "give an oom_results.json or oom_results.csv, or what 'oom-scan history export' printed"};
}

// RFC 4180: cells in quotes may hold separators, doubled quotes and newlines.
class CsvRows {
 public:
  CsvRows(std::string_view text, char separator) : rest_(text), separator_(separator) {}

  // nullopt: no more.
  std::optional<std::vector<std::string>> next() {
    if (rest_.empty()) return std::nullopt;
    std::vector<std::string> cells(1);
    bool quoted = false;
    std::size_t i = 0;
    for (; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (quoted) {
        if (c != '"') {
          cells.back() += c;
        } else if (i + 1 < rest_.size() && rest_[i + 1] == '"') {
          cells.back() += rest_[++i];
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == separator_) {
        cells.emplace_back();
      } else if (c == '\n') {
        break;
      } else if (c != '\r') {
        cells.back() += c;
      }
    }
    rest_.remove_prefix(std::min(i + 1, rest_.size()));
    return cells;
  }

 private:
  std::string_view rest_;
  char separator_;
};

// "2025-12-12T05:25:40Z;2025-12-12T06:00:00Z", however they are joined.
std::vector<std::string> split_times(const std::string& cell) {
  std::vector<std::string> times(1);
  for (const char c : cell) {
    if (c == ';' || c == ',' || c == '|' || c == ' ' || c == '\n') {
      times.emplace_back();
    } else {
      times.back() += c;
    }
  }
  std::erase_if(times, [](const std::string& time) { return time.empty(); });
  return times;
}

}  // namespace

std::string run_id_of_file(Timestamp at, std::string_view file) {
  // FNV-1a: names a file, keeps no secret.
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char c : file) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1'099'511'628'211U;
  }
  return new_run_id(at, hash);
}

Result<RunRecord> run_of(const std::vector<BareFinding>& findings, std::string_view file) {
  ScanReport report;
  for (const std::string_view type : kTypesCounted) report.types.push_back({std::string(type), "", false});
  std::map<std::string, ClusterCoverage> clusters;
  std::optional<Timestamp> first;
  std::optional<Timestamp> last;
  for (const BareFinding& bare : findings) {
    if (bare.cluster.empty() || bare.pod.empty() || bare.type.empty()) {
      return no_results("a finding has no cluster, pod or type");
    }
    Finding finding;
    finding.cluster = bare.cluster;
    finding.cluster_id = bare.cluster;
    finding.namespace_name = bare.namespace_name;
    finding.pod = bare.pod;
    finding.type = bare.type;
    finding.container = bare.container;
    finding.workload = guessed_workload(bare.pod);
    finding.confidence = Confidence::probable;
    for (const std::string& text : bare.timestamps) {
      const std::optional<Timestamp> time = parse_rfc3339(text);
      if (!time) continue;
      finding.timestamps.push_back(*time);
      first = std::min(first.value_or(*time), *time);
      last = std::max(last.value_or(*time), *time);
    }
    finding.fingerprint = fingerprint_of(finding);
    ClusterCoverage& coverage = clusters[bare.cluster];
    coverage.cluster = coverage.cluster_id = bare.cluster;
    coverage.status = CoverageStatus::partial;
    report.findings.push_back(std::move(finding));
  }
  if (!last) return no_results("none of its findings has a time");
  for (auto& [name, coverage] : clusters) {
    coverage.gaps = {{"", GapSubject::history, GapReason::partial, "an imported list does not say what was seen", ""}};
    report.coverage.push_back(std::move(coverage));
  }
  report.time_range = {"", *first, *last};
  report.run_id = run_id_of_file(*last, file);
  RunRecord run = run_record_of(report, {{}, *last});
  run.origin = "import";
  return run;
}

void name_clusters(RunRecord& run, const std::vector<HistorySlice::Cluster>& known) {
  for (RecordedCluster& cluster : run.clusters) {
    if (cluster.id != cluster.name || !cluster.server.empty()) continue;
    const HistorySlice::Cluster* named = nullptr;
    for (const HistorySlice::Cluster& each : known) {
      if (each.name != cluster.name || each.id == each.name) continue;
      if (named != nullptr) {
        named = nullptr;
        break;
      }
      named = &each;
    }
    if (named == nullptr) continue;
    cluster.id = named->id;
    for (RecordedFinding& finding : cluster.findings) {
      finding.subject.cluster_id = named->id;
      Finding same;
      same.cluster_id = named->id;
      same.namespace_name = finding.subject.namespace_name;
      same.workload = finding.subject.workload;
      same.pod = finding.pod;
      same.container = finding.subject.container;
      same.type = finding.subject.type;
      finding.fingerprint = fingerprint_of(same);
    }
  }
}

Result<RunRecord> read_results_csv(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::string_view head = text.substr(0, text.find('\n'));
  const bool semicolons = head.find(',') == std::string_view::npos && head.find(';') != std::string_view::npos;
  CsvRows rows(text, semicolons ? ';' : ',');
  const std::optional<std::vector<std::string>> names = rows.next();
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(names->begin(), names->end(), name) - names->begin());
  };
  if (!names || column("cluster") == names->size() || column("pod") == names->size() ||
      column("type") == names->size() || column("timestamps") == names->size()) {
    return no_results("its first line does not name cluster, namespace, pod, type and timestamps");
  }
  std::vector<BareFinding> findings;
  while (const auto row = rows.next()) {
    const auto cell = [&](std::string_view name) {
      const std::size_t place = column(name);
      return place < row->size() ? (*row)[place] : std::string{};
    };
    if (row->size() == 1 && row->front().empty()) continue;
    const std::string type = cell("type");
    if (std::find(kOtherRows.begin(), kOtherRows.end(), type) != kOtherRows.end()) continue;
    findings.push_back(
        {cell("cluster"), cell("namespace"), cell("pod"), type, split_times(cell("timestamps")), cell("container")});
  }
  return run_of(findings, text);
}

}  // namespace oomscan::record
