#include "export/csv_exporter.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "export/csv_cell.hpp"

namespace oomscan::exports {
namespace {

constexpr std::string_view kHeader =
    "cluster,namespace,pod,type,timestamps,sources,description_file,pod_log_file,"
    "container,state,confidence,cause,exit_code,restart_count,workload,node,time_range";
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kListSeparator = ";";

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
  return workload.name.empty() ? workload.kind : workload.kind + "/" + workload.name;
}

}  // namespace

void CsvExporter::write(const ScanReport& report, std::ostream& out) const {
  out << kHeader << kLineEnd;
  for (const Finding& finding : report.findings) {
    const std::string cells[] = {
        csv_cell(finding.cluster),
        csv_cell(finding.namespace_name),
        csv_cell(finding.pod),
        csv_cell(finding.type),
        csv_cell(list(finding.timestamps, format_rfc3339)),
        csv_cell(list(finding.sources, [](Source source) { return std::string(to_id(source)); })),
        csv_cell(finding.artifacts.description_file),
        csv_cell(finding.artifacts.pod_log_file),
        csv_cell(finding.container),
        csv_cell(to_id(finding.state)),
        csv_cell(to_id(finding.confidence)),
        csv_cell(finding.cause),
        number(finding.exit_code),
        number(finding.restart_count),
        csv_cell(workload(finding.workload)),
        csv_cell(finding.node),
        csv_cell(report.time_range.requested),
    };
    bool first = true;
    for (const std::string& cell : cells) {
      if (!first) out << ',';
      first = false;
      out << cell;
    }
    out << kLineEnd;
  }
}

}  // namespace oomscan::exports
