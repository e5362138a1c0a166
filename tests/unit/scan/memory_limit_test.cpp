#include <functional>
#include <new>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/scan/fleet_scan_fixture.hpp"

namespace oomscan::scan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Shares are numbered as they are opened; those in `over` are over from the beginning, and told so.
class NumberedBudget final : public MemoryBudget {
 public:
  explicit NumberedBudget(std::set<int> over) : over_(std::move(over)) {}
  std::unique_ptr<Share> open(std::function<void()> on_over) override {
    const bool is_over = over_.contains(++opened_);
    if (is_over) on_over();
    return std::make_unique<NumberedShare>(is_over);
  }

 private:
  class NumberedShare final : public Share {
   public:
    explicit NumberedShare(bool is_over) : is_over_(is_over) {}
    [[nodiscard]] std::optional<Error> over() const override {
      if (!is_over_) return std::nullopt;
      return Error{ErrorKind::memory_limit, "too much", "less"};
    }

   private:
    bool is_over_;
  };
  std::set<int> over_;
  int opened_ = 0;
};

class GreedyPrometheus final : public MetricsSource {
 public:
  Result<std::unique_ptr<MetricsReader>> open(const MetricsDoor& door, std::stop_token) override {
    if (door.cluster.name == "one") throw std::bad_alloc();
    return Error{ErrorKind::not_found, "none", ""};
  }
};

class MemoryLimitTest : public FleetScanTest {
 protected:
  MemoryLimitTest() {
    add_cluster("two");
    for (const char* name : {"one", "two"}) {
      fleet_.reader(name).add_pod(pod("a", "bad", "Bad"));
      add_old_event(fleet_.reader(name), "a");
    }
  }
};

TEST_F(MemoryLimitTest, GivesUpTheClusterThatTookTooMuchAndNoOther) {
  memory_ = std::make_unique<NumberedBudget>(std::set<int>{1});
  const ScanReport report = scan();
  ASSERT_THAT(report.coverage, SizeIs(2));
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "cluster", "memory_limit")));
  EXPECT_EQ(report.coverage[0].status, CoverageStatus::skipped);
  EXPECT_EQ(report.coverage[0].server, "https://one");
  EXPECT_THAT(report.coverage[1].gaps, IsEmpty());
  EXPECT_EQ(report.coverage[1].status, CoverageStatus::scanned);
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].cluster, "two");
  EXPECT_FALSE(report.complete());
  EXPECT_FALSE(report.interrupted);
}

TEST_F(MemoryLimitTest, StopsAskingAClusterThatTookTooMuch) {
  memory_ = std::make_unique<NumberedBudget>(std::set<int>{1});
  (void)scan();
  EXPECT_THAT(one().calls(), IsEmpty());
}

TEST_F(MemoryLimitTest, OutlivesASystemThatGivesNoMoreMemory) {
  metrics_ = std::make_unique<GreedyPrometheus>();
  fleet_.reader("one").add_namespace("a");
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "cluster", "memory_limit")));
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].cluster, "two");
}

}  // namespace
}  // namespace oomscan::scan
