#include "export/openmetrics_exporter.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "oomscan/overview/unseen.hpp"

namespace oomscan::exports {
namespace {

// A label's value as it will be read: samples are told apart by this, never by the name before it was made safe.
std::string shown(std::string_view value) { return printable(value, kLabelBytesMax); }

std::string escaped(std::string_view shown_value) {
  std::string out;
  for (const char c : shown_value) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

using Labels = std::vector<std::pair<std::string_view, std::string>>;

// The samples of one metric, in one block, as both formats ask; samples of the same labels are added up.
class Gauge {
 public:
  Gauge(std::string_view name, std::string_view help) : name_(name), help_(help) {}

  void add(const Labels& labels, double value) {
    std::string text;
    for (const auto& [name, shown_value] : labels) {
      text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", name, escaped(shown_value));
    }
    samples_[std::move(text)] += value;
  }

  void write(std::ostream& out) const {
    out << fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", name_, help_);
    for (const auto& [labels, value] : samples_) {
      out << name_ << (labels.empty() ? "" : "{" + labels + "}") << fmt::format(" {}\n", value);
    }
  }

 private:
  std::string_view name_;
  std::string_view help_;
  std::map<std::string, double> samples_;
};

double seconds(Timestamp time) { return static_cast<double>(time.time_since_epoch().count()); }

using Place = std::pair<std::string, std::string>;  // cluster and namespace, as shown

// The namespaces that have samples of their own.
std::set<Place> named_places(const ScanReport& report, std::map<std::string, std::size_t>& folded) {
  struct Weight {
    std::size_t active = 0;
    std::size_t findings = 0;
  };
  std::map<Place, Weight> weights;
  for (const Finding& finding : report.findings) {
    Weight& weight = weights[{shown(finding.cluster), shown(finding.namespace_name)}];
    ++weight.findings;
    if (finding.state == State::active) ++weight.active;
  }
  std::vector<std::pair<Place, Weight>> order(weights.begin(), weights.end());
  std::stable_sort(order.begin(), order.end(), [](const auto& left, const auto& right) {
    return std::tie(left.second.active, left.second.findings) > std::tie(right.second.active, right.second.findings);
  });
  std::set<Place> named;
  for (const auto& [place, weight] : order) {
    if (named.size() < kNamespacesMax) {
      named.insert(place);
    } else {
      ++folded[place.first];
    }
  }
  return named;
}

void write_findings(const ScanReport& report, std::ostream& out) {
  std::map<std::string, std::size_t> folded_by_cluster;
  const std::set<Place> named = named_places(report, folded_by_cluster);
  Gauge findings("oom_scan_findings", "Findings of the last run; namespaces over a bound are summed up as _other.");
  for (const Finding& finding : report.findings) {
    Place place{shown(finding.cluster), shown(finding.namespace_name)};
    if (!named.contains(place)) place.second = kOtherNamespaces;
    findings.add({{"cluster", place.first},
                  {"namespace", place.second},
                  {"type", shown(finding.type)},
                  {"state", std::string(to_id(finding.state))}},
                 1);
  }
  findings.write(out);
  Gauge folded("oom_scan_folded_namespaces", "Namespaces with findings that have no samples of their own.");
  for (const ClusterCoverage& coverage : report.coverage) folded.add({{"cluster", shown(coverage.cluster)}}, 0);
  for (const auto& [cluster, count] : folded_by_cluster) folded.add({{"cluster", cluster}}, static_cast<double>(count));
  folded.write(out);
}

void write_coverage(const ScanReport& report, std::ostream& out) {
  Gauge status("oom_scan_cluster_status", "1 for what was seen of the cluster: scanned, partial or skipped.");
  Gauge selected("oom_scan_namespaces_selected", "Namespaces of the cluster that were to be scanned.");
  Gauge scanned("oom_scan_namespaces_scanned", "Namespaces whose pods and Events were both read completely.");
  Gauge pods("oom_scan_pods", "Pods in selected namespaces.");
  Gauge gaps("oom_scan_gaps", "What was asked for and not seen, by subject and reason.");
  Gauge since("oom_scan_seen_since_timestamp_seconds",
              "From when on a failure that is over would have left a trace; absent where nothing tells.");
  constexpr std::array kStatuses = {CoverageStatus::scanned, CoverageStatus::partial, CoverageStatus::skipped};
  for (const ClusterCoverage& coverage : report.coverage) {
    const std::string cluster = shown(coverage.cluster);
    for (const CoverageStatus each : kStatuses) {
      status.add({{"cluster", cluster}, {"status", std::string(to_id(each))}}, coverage.status == each ? 1 : 0);
    }
    selected.add({{"cluster", cluster}}, static_cast<double>(coverage.namespaces_selected));
    scanned.add({{"cluster", cluster}}, static_cast<double>(coverage.namespaces_scanned));
    pods.add({{"cluster", cluster}}, static_cast<double>(coverage.pods));
    for (const Gap& gap : coverage.gaps) {
      gaps.add(
          {{"cluster", cluster}, {"what", std::string(to_id(gap.subject))}, {"why", std::string(to_id(gap.reason))}},
          1);
    }
    if (const auto from = overview::seen_since(coverage, report)) since.add({{"cluster", cluster}}, seconds(*from));
  }
  for (const Gauge* gauge : {&status, &selected, &scanned, &pods, &gaps, &since}) gauge->write(out);
}

void write_one(std::string_view name, std::string_view help, const Labels& labels, double value, std::ostream& out) {
  Gauge gauge(name, help);
  gauge.add(labels, value);
  gauge.write(out);
}

void write_run(const ScanReport& report, std::ostream& out) {
  write_one("oom_scan_build_info", "The program that ran, always 1.", {{"version", shown(report.tool_version)}}, 1,
            out);
  write_one("oom_scan_run_timestamp_seconds", "When the last run began.", {}, seconds(report.generated_at), out);
  if (report.took) {
    write_one("oom_scan_run_duration_seconds", "How long the last run took.", {},
              std::chrono::duration<double>(*report.took).count(), out);
  }
  write_one("oom_scan_run_complete", "1 if all that was asked for was seen; else no absence of findings counts.", {},
            report.complete() && !report.coverage.empty() ? 1 : 0, out);
  write_one("oom_scan_run_interrupted", "1 if the last run was stopped early.", {}, report.interrupted ? 1 : 0, out);
  write_one("oom_scan_run_range_seconds", "How far back the last run was to look.", {},
            static_cast<double>((report.time_range.to - report.time_range.from).count()), out);
  Gauge types("oom_scan_type_sought", "1 for each type of failure that was looked for.");
  for (const SoughtType& type : report.types) types.add({{"type", shown(type.id)}}, 1);
  types.write(out);
}

}  // namespace

void OpenmetricsExporter::write(const ScanReport& report, std::ostream& out) const {
  write_run(report, out);
  write_coverage(report, out);
  write_findings(report, out);
  out << "# EOF\n";
}

}  // namespace oomscan::exports
