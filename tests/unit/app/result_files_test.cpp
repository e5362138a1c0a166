#include "app/result_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "fakes/sample_reports.hpp"
#include "files/posix_file_store.hpp"

namespace oomscan::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ResultFilesTest : public ::testing::Test {
 protected:
  ResultFilesTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "result-files-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
    options_.output_dir = directory_.string();
    options_.formats = {"json"};
  }
  ~ResultFilesTest() override { std::filesystem::remove_all(directory_); }

  static ScanReport good(const std::string& version) {
    ScanReport report = fakes::empty_report();
    report.tool_version = version;
    report.coverage = {fakes::sample_coverage("prd", CoverageStatus::scanned, 1, 1)};
    return report;
  }
  static ScanReport interrupted() {
    ScanReport report = good("interrupted");
    report.interrupted = true;
    return report;
  }
  [[nodiscard]] std::string content(const std::string& name) const {
    std::ifstream file{directory_ / name};
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] std::string kept() const { return (directory_ / "oom_results.last-good.json").string(); }

  std::filesystem::path directory_;
  Options options_;
  files::PosixFileStore files_;
};

TEST_F(ResultFilesTest, KeepsAGoodRunBesideOneThatWasInterrupted) {
  EXPECT_THAT(write_results(good("good"), options_, files_).kept, IsEmpty());
  const std::string before = content("oom_results.json");
  EXPECT_THAT(write_results(interrupted(), options_, files_).kept, ElementsAre(kept()));
  EXPECT_EQ(content("oom_results.last-good.json"), before);
  EXPECT_THAT(content("oom_results.json"), ::testing::HasSubstr("\"interrupted\": true"));
}

TEST_F(ResultFilesTest, KeepsTheGoodRunHoweverManyPoorOnesFollow) {
  (void)write_results(good("good"), options_, files_);
  const std::string before = content("oom_results.json");
  (void)write_results(interrupted(), options_, files_);
  ScanReport skipped = good("skipped");
  skipped.coverage = {fakes::sample_coverage("prd", CoverageStatus::skipped, 0, 0)};
  EXPECT_THAT(write_results(skipped, options_, files_).kept, IsEmpty());
  EXPECT_EQ(content("oom_results.last-good.json"), before);
}

TEST_F(ResultFilesTest, ForgetsWhatWasKeptOnceThereIsABetterRun) {
  (void)write_results(good("good"), options_, files_);
  (void)write_results(interrupted(), options_, files_);
  (void)write_results(good("better"), options_, files_);
  EXPECT_FALSE(std::filesystem::exists(kept()));
}

TEST_F(ResultFilesTest, KeepsNoMetricsAside) {
  options_.formats = {"openmetrics"};
  (void)write_results(good("good"), options_, files_);
  EXPECT_THAT(write_results(interrupted(), options_, files_).kept, IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(directory_ / "oom_results.last-good.prom"));
  EXPECT_THAT(content("oom_results.prom"), ::testing::HasSubstr("oom_scan_run_interrupted 1"));
}

TEST_F(ResultFilesTest, KeepsNothingWhereNothingWas) {
  EXPECT_THAT(write_results(interrupted(), options_, files_).kept, IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(kept()));
}

TEST_F(ResultFilesTest, ReplacesAsUsualIfSomethingWasSeen) {
  (void)write_results(good("good"), options_, files_);
  ScanReport partial = good("partial");
  partial.coverage[0].status = CoverageStatus::partial;
  EXPECT_THAT(write_results(partial, options_, files_).kept, IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(kept()));
}

}  // namespace
}  // namespace oomscan::app
