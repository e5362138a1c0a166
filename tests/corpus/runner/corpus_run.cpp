#include "corpus/runner/corpus_run.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <stdexcept>

#include "detect/catalog.hpp"
#include "detect/catalog_judge.hpp"
#include "export/json_exporter.hpp"
#include "kube/list/list_decoder.hpp"
#include "scan/evidence_store.hpp"

namespace oomscan::corpus {
namespace {

template <class T>
void decode_into(kube::ListDecoder<T>& decoder, std::string page, ListSink<T>& sink) {
  const Result<kube::PageEnd> end = decoder.decode(page, [&](T&& item) { sink.accept(std::move(item)); });
  if (!end) throw std::runtime_error(end.error().message);
  if (end->unreadable > 0) throw std::runtime_error("the list holds what is no item");
}

}  // namespace

std::vector<std::string> types_of(const Case& given) {
  if (!given.types.empty()) return given.types;
  std::vector<std::string> types;
  for (const DetectorInfo& info : detect::detectors()) types.emplace_back(info.id);
  return types;
}

std::vector<std::string> namespaces_of(const Case& given) {
  std::set<std::string> names;
  for (const std::string& list : {given.pods, given.events}) {
    const Json parsed = Json::parse(list);
    for (const Json& item : parsed.at("items")) names.insert(item.at("metadata").at("namespace"));
  }
  for (const MetricObservation& metric : given.metrics) names.insert(metric.namespace_name);
  return {names.begin(), names.end()};
}

CaseResult result_of(const Case& given, std::vector<Finding> findings, const ReadCompletely& read_completely) {
  ScanReport report;
  report.generated_at = given.now;
  report.time_range = {"", given.now - given.range, given.now};
  report.findings = std::move(findings);
  std::sort(report.findings.begin(), report.findings.end(), before);

  CaseResult result;
  const std::vector<std::string> selected = namespaces_of(given);
  std::vector<std::string> seen;
  std::copy_if(selected.begin(), selected.end(), std::back_inserter(seen), read_completely);
  result.namespaces = namespace_verdicts(selected, seen, report.findings);
  std::ostringstream out;
  exports::JsonExporter{}.write(report, out);
  result.report = Json::parse(out.str());
  return result;
}

CaseResult run_case(const Case& given) {
  const auto judge = detect::make_judge(types_of(given));
  scan::MetricIndex metrics{given.metrics};
  scan::EvidenceStore store(*judge, metrics, [](const std::string&) { return true; });
  decode_into(*kube::make_json_event_decoder(), given.events, *store.event_sink());
  decode_into(*kube::make_json_pod_decoder(), given.pods, *store.pod_sink());
  const auto read_completely = [&](const std::string& name) {
    return std::find(given.unread_namespaces.begin(), given.unread_namespaces.end(), name) ==
           given.unread_namespaces.end();
  };

  const JudgingFrame frame{given.now, {"", given.now - given.range, given.now}};
  std::vector<Finding> findings;
  const auto add = [&](std::vector<Finding>&& more) {
    std::move(more.begin(), more.end(), std::back_inserter(findings));
  };
  for (const PodEvidence& evidence : store.take(read_completely, std::move(metrics))) {
    add(judge->judge(evidence, frame));
  }
  for (const NodeEvidence& evidence : store.node_evidence()) add(judge->judge_node(evidence, frame));
  return result_of(given, std::move(findings), read_completely);
}

}  // namespace oomscan::corpus
