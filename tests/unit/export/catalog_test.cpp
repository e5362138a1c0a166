#include "export/catalog.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"

namespace oomscan::exports {
namespace {

TEST(ExportCatalog, FindsEachFormatByItsId) {
  for (const std::string_view id : {"csv", "csv-semicolon", "json", "junit", "sarif", "openmetrics"}) {
    const Exporter* found = find_exporter(id);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->id(), id);
  }
  EXPECT_EQ(find_exporter("xml"), nullptr);
  EXPECT_EQ(find_exporter(""), nullptr);
}

TEST(ExportCatalog, GivesEachFormatItsOwnIdAndFile) {
  std::set<std::string_view> ids;
  std::set<std::string_view> files;
  for (const Exporter* exporter : exporters()) {
    EXPECT_TRUE(ids.insert(exporter->id()).second);
    EXPECT_TRUE(files.insert(exporter->file_name()).second);
    EXPECT_TRUE(exporter->file_name().starts_with("oom_results."));
  }
}

// What every format promises; a new one is held to it by standing in the catalog.
class EveryExporter : public ::testing::TestWithParam<const Exporter*> {};

std::string written(const Exporter& exporter, const ScanReport& report) {
  std::ostringstream out;
  exporter.write(report, out);
  return out.str();
}

TEST_P(EveryExporter, WritesTheSameBytesForTheSameReport) {
  EXPECT_EQ(written(*GetParam(), fakes::hostile_report()), written(*GetParam(), fakes::hostile_report()));
}

TEST_P(EveryExporter, SaysNothingOfHowLongTheScanTook) {
  ScanReport slower = fakes::realistic_report();
  for (ClusterCoverage& coverage : slower.coverage) coverage.elapsed += std::chrono::seconds{17};
  EXPECT_EQ(written(*GetParam(), slower), written(*GetParam(), fakes::realistic_report()));
}

TEST_P(EveryExporter, WritesNothingThatATerminalActsOn) {
  const std::string text = written(*GetParam(), fakes::hostile_report());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    EXPECT_TRUE(byte >= 0x20 || c == '\n' || c == '\t' || c == '\r') << static_cast<int>(byte);
    EXPECT_NE(byte, 0x7f);
  }
  EXPECT_EQ(text.find("\xc2\x9b"), std::string::npos);      // CSI as C1
  EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);  // right-to-left override
  EXPECT_EQ(text.find("\xff"), std::string::npos);
}

TEST_P(EveryExporter, EndsItsLastLine) { EXPECT_TRUE(written(*GetParam(), fakes::empty_report()).ends_with('\n')); }

INSTANTIATE_TEST_SUITE_P(Catalog, EveryExporter, ::testing::ValuesIn(exporters().begin(), exporters().end()),
                         [](const auto& entry) {
                           std::string name(entry.param->id());
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace oomscan::exports
