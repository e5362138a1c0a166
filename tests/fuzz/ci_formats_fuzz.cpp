// The junit, sarif and openmetrics exports of any report are what their formats allow, and lose no finding.
#include <exception>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "export/junit_exporter.hpp"
#include "export/openmetrics_exporter.hpp"
#include "export/sarif_exporter.hpp"
#include "fakes/metrics_text.hpp"
#include "fakes/strict_xml.hpp"
#include "fuzz/fuzz_target.hpp"
#include "fuzz/report_maker.hpp"
#include "oomscan/overview/outcomes.hpp"

using namespace oomscan;

namespace {

template <class Exporter>
std::string written(const ScanReport& report) {
  std::ostringstream out;
  Exporter{}.write(report, out);
  return out.str();
}

void check_junit(const ScanReport& report) {
  try {
    const fakes::XmlElement root = fakes::StrictXml::read(written<exports::JunitExporter>(report));
    std::size_t failed = 0;
    std::size_t all = overview::run_not_seen(report).empty() ? 0 : 1;
    for (const ClusterCoverage& coverage : report.coverage) {
      for (const overview::Outcome& outcome : overview::outcomes(coverage, report)) {
        ++all;
        if (outcome.failed()) ++failed;
      }
    }
    fuzz::expect(root.all("testcase").size() == all, "a test case for each outcome, and no other");
    fuzz::expect(root.all("failure").size() == failed, "what was found has failed");
    if (report.interrupted) fuzz::expect(!root.all("skipped").empty(), "an interrupted run is not told as whole");
  } catch (const std::exception& broken) {
    fuzz::expect(false, broken.what());
  }
}

void check_sarif(const ScanReport& report) {
  const auto json = nlohmann::json::parse(written<exports::SarifExporter>(report), nullptr, false);
  fuzz::expect(json.is_object(), "the export is JSON");
  const auto& run = json.at("runs").at(0);
  fuzz::expect(run.at("results").size() == report.findings.size(), "each finding is a result");
  for (const auto& result : run.at("results")) {
    fuzz::expect(run.at("tool").at("driver").at("rules").at(result.at("ruleIndex").get<std::size_t>()).at("id") ==
                     result.at("ruleId"),
                 "a result points to its rule");
    const std::string text = result.at("message").at("text");
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '\\' || text[at] == '{' || text[at] == '}') {
        fuzz::expect(at + 1 < text.size(), "an escape is whole");
        ++at;
      } else {
        fuzz::expect(text[at] != '[' && text[at] != ']', "a message holds no link");
      }
    }
  }
}

void check_openmetrics(const ScanReport& report) {
  try {
    const fakes::Metrics metrics = fakes::read_metrics(written<exports::OpenmetricsExporter>(report));
    double findings = 0;
    for (const auto& [labels, value] : metrics.at("oom_scan_findings")) findings += value;
    fuzz::expect(findings == static_cast<double>(report.findings.size()), "each finding is counted");
  } catch (const std::exception& broken) {
    fuzz::expect(false, broken.what());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::ByteReader reader(fuzz::text_of(data, size));
  const ScanReport report = fuzz::made_report(reader);
  check_junit(report);
  check_sarif(report);
  check_openmetrics(report);
  return 0;
}
