#include "export/catalog.hpp"

#include <algorithm>

#include "export/csv_exporter.hpp"
#include "export/json_exporter.hpp"
#include "export/junit_exporter.hpp"
#include "export/openmetrics_exporter.hpp"
#include "export/sarif_exporter.hpp"

namespace oomscan::exports {
namespace {

const CsvExporter kCsv{};
const SemicolonCsvExporter kSemicolonCsv{};
const JsonExporter kJson{};
const JunitExporter kJunit{};
const SarifExporter kSarif{};
const OpenmetricsExporter kOpenmetrics{};

constexpr const Exporter* kExporters[] = {&kCsv, &kSemicolonCsv, &kJson, &kJunit, &kSarif, &kOpenmetrics};

}  // namespace

std::span<const Exporter* const> exporters() { return kExporters; }

const Exporter* find_exporter(std::string_view id) {
  const auto* const found =
      std::find_if(std::begin(kExporters), std::end(kExporters), [&](const Exporter* e) { return e->id() == id; });
  return found == std::end(kExporters) ? nullptr : *found;
}

}  // namespace oomscan::exports
