// Pods and Events as a cluster sends them (two lists, a NUL between them), all the way to an exported report.
#include <algorithm>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include <nlohmann/json.hpp>

#include "detect/catalog.hpp"
#include "detect/catalog_judge.hpp"
#include "export/csv_exporter.hpp"
#include "export/json_exporter.hpp"
#include "fuzz/finding_rules.hpp"
#include "fuzz/fuzz_target.hpp"
#include "kube/list/list_decoder.hpp"
#include "scan/evidence_store.hpp"

using namespace oomscan;

namespace {

template <class T>
void read_into(kube::ListDecoder<T>& decoder, std::string_view bytes, ListSink<T>& sink) {
  std::string page(bytes);
  (void)decoder.decode(page, [&](T&& item) { sink.accept(std::move(item)); });
}

std::vector<std::string> all_types() {
  std::vector<std::string> types;
  for (const DetectorInfo& info : detect::detectors()) types.emplace_back(info.id);
  return types;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto judge = detect::make_judge(all_types());
  const auto [pods, events] = fuzz::halves_of(fuzz::text_of(data, size));
  const Timestamp now = parse_rfc3339("2025-12-12T05:26:00Z").value();
  const JudgingFrame frame{now, {"7d", now - Seconds{7 * 86400}, now}};

  scan::MetricIndex metrics;
  scan::EvidenceStore store(*judge, metrics, [](const std::string&) { return true; });
  read_into(*kube::make_json_event_decoder(), events, *store.event_sink());
  read_into(*kube::make_json_pod_decoder(), pods, *store.pod_sink());

  ScanReport report;
  report.generated_at = now;
  report.time_range = frame.range;
  for (const PodEvidence& evidence : store.take([](const std::string&) { return true; }, std::move(metrics))) {
    std::vector<Finding> findings = judge->judge(evidence, frame);
    fuzz::expect_sound(findings, evidence, frame);
    std::move(findings.begin(), findings.end(), std::back_inserter(report.findings));
  }
  for (const NodeEvidence& evidence : store.node_evidence()) {
    std::vector<Finding> findings = judge->judge_node(evidence, frame);
    for (const Finding& finding : findings) fuzz::expect_sound(finding, frame);
    std::move(findings.begin(), findings.end(), std::back_inserter(report.findings));
  }
  std::sort(report.findings.begin(), report.findings.end(), before);
  for (std::size_t i = 1; i < report.findings.size(); ++i) {
    fuzz::expect(before(report.findings[i - 1], report.findings[i]), "no two findings are the same");
  }
  std::ostringstream json;
  exports::JsonExporter{}.write(report, json);
  const auto parsed = nlohmann::json::parse(json.str(), nullptr, false);
  fuzz::expect(parsed.is_object() && parsed.at("findings").size() == report.findings.size(),
               "each finding is exported");
  std::ostringstream csv;
  exports::CsvExporter{}.write(report, csv);
  return 0;
}
