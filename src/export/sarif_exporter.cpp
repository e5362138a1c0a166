#include "export/sarif_exporter.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oomscan/model/text.hpp"
#include "oomscan/overview/gap_words.hpp"
#include "oomscan/overview/outcomes.hpp"
#include "oomscan/overview/unseen.hpp"

namespace oomscan::exports {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr const char* kFingerprint = "oomScan/v1";  // the number is of the recipe: model/identity.hpp
constexpr int kIndent = 2;
// Namespaces that a notification names; the rest is counted.
constexpr std::size_t kNamespacesNamedMax = 20;

// SARIF 3.11.5 and 3.11.6: braces begin a placeholder, brackets a link.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '{' || c == '}') out += c;
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

Json message(std::string_view text) { return {{"text", plain(text)}}; }

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : valid_utf8(text)) {
    const bool is_kept =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    // No dots: "." and ".." would be folders.
    out += is_kept ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::vector<std::string_view> names_of(const Finding& finding) {
  std::vector<std::string_view> names = {finding.cluster};
  if (finding.pod.empty()) {
    names.emplace_back(finding.node);
  } else {
    names.emplace_back(finding.namespace_name);
    names.emplace_back(finding.pod);
    if (!finding.container.empty()) names.emplace_back(finding.container);
  }
  return names;
}

Json location(const Finding& finding) {
  const std::vector<std::string_view> names = names_of(finding);
  std::string full;
  std::string path;
  for (const std::string_view name : names) {
    full += (full.empty() ? "" : "/") + printable(name);
    // A segment may not be empty: "//" begins a host.
    path += (path.empty() ? "" : "/") + (name.empty() ? std::string("-") : percent_encoded(name));
  }
  const std::string_view kind = finding.pod.empty() ? "node" : finding.container.empty() ? "pod" : "container";
  Json logical;
  logical["name"] = printable(names.back());
  logical["fullyQualifiedName"] = full;
  logical["kind"] = kind;
  return {{"physicalLocation", {{"artifactLocation", {{"uri", path}}}}}, {"logicalLocations", Json::array({logical})}};
}

std::string_view level(State state) {
  switch (state) {
    case State::active:
      return "error";
    case State::unknown:
    case State::terminating:
      return "warning";
    case State::recovered:
    case State::gone:
      return "note";
  }
  return "warning";
}

// Against the runs that are remembered, or the baseline that was given. What was resolved and is back is new to it.
std::string_view baseline_state(Novelty novelty) { return novelty == Novelty::known ? "unchanged" : "new"; }

std::string words_of(const Finding& finding) {
  std::string where = finding.pod.empty() ? fmt::format("node {}", finding.node)
                                          : fmt::format("{}/{}", finding.namespace_name, finding.pod);
  if (!finding.container.empty()) where += " / " + finding.container;
  std::string text = fmt::format("{}: {} on {}, {}", finding.type, where, finding.cluster, to_id(finding.state));
  if (!finding.cause.empty()) text += fmt::format(", because {}", finding.cause);
  if (!finding.timestamps.empty()) {
    text += fmt::format(", {} known failures, last {}", finding.timestamps.size(),
                        format_rfc3339(finding.timestamps.back()));
  }
  return text;
}

Json properties(const Finding& finding) {
  Json json;
  json["cluster"] = finding.cluster;
  json["clusterId"] = finding.cluster_id;
  json["namespace"] = finding.namespace_name;
  json["pod"] = finding.pod;
  json["podUid"] = finding.pod_uid;
  json["container"] = finding.container;
  json["node"] = finding.node;
  json["workload"] = {{"kind", finding.workload.kind}, {"name", finding.workload.name}};
  json["image"] = finding.image;
  json["state"] = to_id(finding.state);
  json["confidence"] = to_id(finding.confidence);
  json["cause"] = finding.cause;
  if (finding.novelty) json["novelty"] = to_id(*finding.novelty);
  json["timestamps"] = Json::array();
  for (const Timestamp time : finding.timestamps) json["timestamps"].push_back(format_rfc3339(time));
  return json;
}

// The rules: types that were looked for, and whatever else was found.
class Rules {
 public:
  explicit Rules(const ScanReport& report) {
    for (const SoughtType& type : report.types) add(type.id, type.description);
    for (const Finding& finding : report.findings) add(finding.type, "");
  }

  [[nodiscard]] const Json& json() const { return rules_; }
  [[nodiscard]] std::size_t index(const std::string& type) const { return index_.at(type); }

 private:
  void add(const std::string& id, const std::string& description) {
    if (!index_.try_emplace(id, rules_.size()).second) return;
    Json rule;
    rule["id"] = id;
    if (!description.empty()) rule["shortDescription"] = message(description);
    rules_.push_back(std::move(rule));
  }

  Json rules_ = Json::array();
  std::map<std::string, std::size_t> index_;
};

Json result(const Finding& finding, const Rules& rules) {
  Json json;
  json["ruleId"] = finding.type;
  json["ruleIndex"] = rules.index(finding.type);
  json["level"] = level(finding.state);
  json["message"] = message(words_of(finding));
  json["locations"] = Json::array({location(finding)});
  if (!finding.fingerprint.empty()) json["partialFingerprints"] = {{kFingerprint, finding.fingerprint}};
  if (finding.novelty) json["baselineState"] = baseline_state(*finding.novelty);
  json["properties"] = properties(finding);
  return json;
}

Json notification(std::string_view text, std::string_view what, std::string_view why) {
  Json json;
  json["level"] = "warning";
  json["message"] = message(text);
  json["properties"] = {{"what", what}, {"why", why}};
  return json;
}

Json notification(const ClusterCoverage& coverage, const overview::Unseen& unseen) {
  std::string text = fmt::format("{}: not seen: {}: {}", coverage.cluster, overview::subject_words(unseen),
                                 overview::words(unseen.reason));
  for (std::size_t i = 0; i < unseen.namespaces.size() && i < kNamespacesNamedMax; ++i) {
    text += fmt::format("{}{}", i == 0 ? ", in " : ", ", unseen.namespaces[i]);
  }
  if (unseen.namespaces.size() > kNamespacesNamedMax) {
    text += fmt::format(" and {} more", unseen.namespaces.size() - kNamespacesNamedMax);
  }
  if (!unseen.detail.empty()) text += fmt::format(" ({})", unseen.detail);
  if (!unseen.hint.empty()) text += fmt::format("; {}", unseen.hint);
  return notification(text, to_id(unseen.subjects.front()), to_id(unseen.reason));
}

Json notifications(const ScanReport& report) {
  Json json = Json::array();
  if (const std::string why = overview::run_not_seen(report); !why.empty()) {
    json.push_back(notification(why, to_id(GapSubject::cluster),
                                to_id(report.interrupted ? GapReason::interrupted : GapReason::not_found)));
  }
  for (const ClusterCoverage& coverage : report.coverage) {
    const std::vector<overview::Unseen> all = overview::unseen(coverage);
    for (const overview::Unseen& unseen : all) json.push_back(notification(coverage, unseen));
    if (all.empty() && coverage.status != CoverageStatus::scanned) {
      json.push_back(notification(fmt::format("{}: not seen, reason not known", coverage.cluster),
                                  to_id(GapSubject::cluster), to_id(GapReason::bad_answer)));
    }
  }
  return json;
}

}  // namespace

void SarifExporter::write(const ScanReport& report, std::ostream& out) const {
  const Rules rules{report};
  Json driver;
  driver["name"] = "oom-scan";
  driver["version"] = report.tool_version;
  driver["rules"] = rules.json();

  Json invocation;
  invocation["executionSuccessful"] = report.complete() && !report.coverage.empty();
  invocation["startTimeUtc"] = format_rfc3339(report.generated_at);
  invocation["toolExecutionNotifications"] = notifications(report);

  Json run;
  run["tool"] = {{"driver", std::move(driver)}};
  run["invocations"] = Json::array({std::move(invocation)});
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = Json::array();
  for (const Finding& finding : report.findings) run["results"].push_back(result(finding, rules));

  const Json log = {{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}};
  constexpr bool kAsciiOnly = true;  // as in the JSON export
  out << log.dump(kIndent, ' ', kAsciiOnly, Json::error_handler_t::replace) << '\n';
}

}  // namespace oomscan::exports
