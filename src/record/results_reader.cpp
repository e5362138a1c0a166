#include "record/results_reader.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oomscan/model/analysis.hpp"
#include "oomscan/model/identity.hpp"
#include "oomscan/model/report.hpp"
#include "record/bare_findings.hpp"
#include "record/run_record_of.hpp"

namespace oomscan::record {
namespace {

using Json = nlohmann::json;

constexpr int kSchemaVersionMax = 1;

Error not_results(const std::string& why) {
  return {ErrorKind::bad_answer, "it holds no results: " + why,
          "give an oom_results.json or oom_results.csv, or what 'oom-scan history export' printed"};
}

// Members that an older version did not write are as if they were not known.
std::string text_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() || !found->is_string() ? std::string{} : found->get<std::string>();
}
bool truth_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}
template <class T>
std::optional<T> number_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() || !found->is_number_integer() ? std::nullopt : std::optional{found->get<T>()};
}
std::optional<Timestamp> time_at(const Json& json, const char* name) { return parse_rfc3339(text_at(json, name)); }
const Json& list_at(const Json& json, const char* name) {
  static const Json kNone = Json::array();
  const auto found = json.find(name);
  return found == json.end() || !found->is_array() ? kNone : *found;
}
const Json& object_at(const Json& json, const char* name) {
  static const Json kNone = Json::object();
  const auto found = json.find(name);
  return found == json.end() || !found->is_object() ? kNone : *found;
}

template <class T, std::size_t N>
T one_of(const std::array<T, N>& all, const std::string& id, T otherwise) {
  const auto found = std::find_if(all.begin(), all.end(), [&](T each) { return to_id(each) == id; });
  return found == all.end() ? otherwise : *found;
}
constexpr std::array kStates = {State::active, State::recovered, State::terminating, State::gone, State::unknown};
constexpr std::array kConfidences = {Confidence::suspect, Confidence::probable, Confidence::confirmed};
constexpr std::array kSources = {Source::events, Source::oc_get_pods, Source::prometheus, Source::kernel,
                                 Source::history};
constexpr std::array kStatuses = {CoverageStatus::scanned, CoverageStatus::partial, CoverageStatus::skipped};

Finding finding_of(const Json& json, const std::map<std::string, std::string>& cluster_ids) {
  Finding finding;
  finding.cluster = text_at(json, "cluster");
  const auto id = cluster_ids.find(finding.cluster);
  finding.cluster_id = id == cluster_ids.end() ? text_at(json, "cluster_id") : id->second;
  finding.namespace_name = text_at(json, "namespace");
  finding.pod = text_at(json, "pod");
  finding.pod_uid = text_at(json, "pod_uid");
  finding.container = text_at(json, "container");
  finding.type = text_at(json, "type");
  finding.state = one_of(kStates, text_at(json, "state"), State::unknown);
  finding.confidence = one_of(kConfidences, text_at(json, "confidence"), Confidence::suspect);
  finding.cause = text_at(json, "cause");
  const Json& workload = object_at(json, "workload");
  finding.workload = {text_at(workload, "kind"), text_at(workload, "name"), truth_at(workload, "guessed")};
  if (finding.workload.name.empty() && !finding.pod.empty()) finding.workload = guessed_workload(finding.pod);
  finding.node = text_at(json, "node");
  finding.image = text_at(json, "image");
  finding.exit_code = number_at<int>(json, "exit_code");
  finding.restart_count = number_at<std::int64_t>(json, "restart_count");
  finding.memory_limit_bytes = number_at<std::int64_t>(json, "memory_limit_bytes");
  for (const Json& time : list_at(json, "timestamps")) {
    if (const auto read = time.is_string() ? parse_rfc3339(time.get<std::string>()) : std::nullopt) {
      finding.timestamps.push_back(*read);
    }
  }
  for (const Json& moment : list_at(json, "moments")) {
    const auto earliest = time_at(moment, "earliest");
    const auto latest = time_at(moment, "latest");
    if (earliest && latest && *earliest <= *latest) finding.moments.push_back({*earliest, *latest});
  }
  finding.fingerprint = text_at(json, "fingerprint");
  if (finding.fingerprint.empty()) finding.fingerprint = fingerprint_of(finding);
  return finding;
}

ClusterCoverage coverage_of(const Json& json) {
  ClusterCoverage coverage;
  coverage.cluster = text_at(json, "cluster");
  coverage.server = text_at(json, "server");
  coverage.cluster_id = text_at(json, "cluster_id");
  if (coverage.cluster_id.empty()) coverage.cluster_id = coverage.server;
  if (coverage.cluster_id.empty()) coverage.cluster_id = coverage.cluster;
  coverage.status = one_of(kStatuses, text_at(json, "status"), CoverageStatus::partial);
  coverage.pods = number_at<std::int64_t>(json, "pods").value_or(0);
  for (const Json& each : list_at(json, "verdicts")) {
    NamespaceVerdict verdict{text_at(each, "namespace")};
    // Before 'read' was written, only of a healthy one is it known.
    verdict.read = truth_at(each, "read") || text_at(each, "verdict") == to_id(NamespaceHealth::healthy);
    verdict.pods = number_at<std::int64_t>(each, "pods");
    coverage.verdicts.push_back(std::move(verdict));
  }
  for (const Json& each : list_at(json, "seen")) {
    const auto from = time_at(each, "from");
    const auto to = time_at(each, "to");
    const Source source = one_of(kSources, text_at(each, "source"), Source::history);
    if (from && to && *from <= *to) coverage.seen.push_back({text_at(each, "namespace"), source, *from, *to});
  }
  for (const Json& each : list_at(json, "gaps")) {
    Gap gap{text_at(each, "namespace"), one_of(kGapSubjects, text_at(each, "what"), GapSubject::cluster),
            one_of(kGapReasons, text_at(each, "why"), GapReason::bad_answer), text_at(each, "detail"), ""};
    coverage.gaps.push_back(std::move(gap));
  }
  return coverage;
}

Result<RunRecord> read_report(const Json& json, std::string_view text) {
  const auto version = number_at<int>(json, "schema_version");
  if (!version) return not_results("it has no 'schema_version'");
  if (*version > kSchemaVersionMax) {
    return Error{
        ErrorKind::bad_answer,
        fmt::format("the results are of version {}, and this program reads up to {}", *version, kSchemaVersionMax),
        "use the version of oom-scan that wrote them, or a newer one"};
  }
  const auto generated_at = time_at(json, "generated_at");
  if (!generated_at) return not_results("'generated_at' is no time");
  ScanReport report;
  report.tool_version = text_at(object_at(json, "tool"), "version");
  report.generated_at = *generated_at;
  const Json& range = object_at(json, "time_range");
  report.time_range = {text_at(range, "requested"), time_at(range, "from").value_or(*generated_at),
                       time_at(range, "to").value_or(*generated_at)};
  report.interrupted = truth_at(json, "interrupted");
  std::map<std::string, std::string> cluster_ids;
  for (const Json& each : list_at(json, "coverage")) {
    report.coverage.push_back(coverage_of(each));
    cluster_ids.emplace(report.coverage.back().cluster, report.coverage.back().cluster_id);
  }
  for (const Json& each : list_at(json, "findings")) report.findings.push_back(finding_of(each, cluster_ids));
  report.run_id = text_at(json, "run_id");
  if (!is_run_id(report.run_id)) report.run_id = run_id_of_file(*generated_at, text);
  for (const Json& type : list_at(json, "types")) {
    if (type.is_string()) report.types.push_back({type.get<std::string>(), "", false});
  }
  // Files that do not say it are of versions in which these were looked for unless told otherwise.
  if (report.types.empty()) {
    for (const std::string_view type : kTypesCounted) report.types.push_back({std::string(type), "", false});
  }
  RunRecord run = run_record_of(report, {{kTypesCounted.begin(), kTypesCounted.end()}, report.time_range.to});
  run.origin = "import";
  return run;
}

}  // namespace

Result<RunRecord> read_results(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (first == std::string_view::npos) return not_results("it is empty");
  if (text[first] != '{' && text[first] != '[') return read_results_csv(text);
  const Json json = Json::parse(text.substr(first), nullptr, false);
  if (json.is_discarded()) return not_results("it is damaged or cut off");
  if (json.is_object() && json.contains("schema_version")) return read_report(json, text);
  std::vector<BareFinding> findings;
  for (const Json& each : json.is_array() ? json : list_at(json, "findings")) {
    if (!each.is_object()) return not_results("it is a list of something else");
    BareFinding finding{
        text_at(each, "cluster"), text_at(each, "namespace"), text_at(each, "pod"), text_at(each, "type"), {}};
    for (const Json& time : list_at(each, "timestamps")) {
      if (time.is_string()) finding.timestamps.push_back(time.get<std::string>());
    }
    findings.push_back(std::move(finding));
  }
  return run_of(findings, text);
}

}  // namespace oomscan::record
