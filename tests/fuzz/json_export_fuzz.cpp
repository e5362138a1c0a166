// The JSON export of any report is JSON, ASCII alone, and says what the report says.
#include <algorithm>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "export/json_exporter.hpp"
#include "fuzz/fuzz_target.hpp"
#include "fuzz/report_maker.hpp"
#include "oomscan/model/text.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::ByteReader reader(fuzz::text_of(data, size));
  const ScanReport report = fuzz::made_report(reader);
  std::ostringstream out;
  exports::JsonExporter{}.write(report, out);
  const std::string text = out.str();
  fuzz::expect(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c < '\x7f'); }),
               "the export is printable ASCII");
  const auto json = nlohmann::json::parse(text, nullptr, false);
  fuzz::expect(json.is_object(), "the export is JSON");
  const auto& findings = json.at("findings");
  fuzz::expect(findings.size() == report.findings.size(), "each finding is exported");
  fuzz::expect(json.at("coverage").size() == report.coverage.size(), "each cluster is exported");
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const std::string& pod = report.findings[i].pod;
    if (valid_utf8(pod) == pod) fuzz::expect(findings[i].at("pod") == pod, "a name is exported as it is");
    fuzz::expect(findings[i].at("timestamps").size() == report.findings[i].timestamps.size(), "each time is exported");
  }
  return 0;
}
