#include "scan/idle_patterns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/scan/fleet_scan_fixture.hpp"

namespace oomscan::scan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class IdlePatternTest : public FleetScanTest {
 protected:
  IdlePatternTest() {
    add_cluster("two");
    for (const char* cluster : {"one", "two"}) {
      fleet_.reader(cluster).add_namespace("payments");
      add_old_event(fleet_.reader(cluster), "kube-system");
    }
  }
};

TEST_F(IdlePatternTest, ThatMatchesNothingAnywhereIsAGapOfEachCluster) {
  filter_ = NamespaceFilter::compile({"payments", "shpo"}, {}).value();
  const ScanReport report = scan();
  EXPECT_FALSE(report.complete());
  for (const ClusterCoverage& coverage : report.coverage) {
    ASSERT_THAT(coverage.gaps, ElementsAre(gap("", "namespaces", "not_found"))) << coverage.cluster;
    EXPECT_THAT(coverage.gaps[0].detail, HasSubstr("'shpo' matches no namespace in any cluster"));
  }
}

TEST_F(IdlePatternTest, ThatMatchesInOneClusterIsNoGapOfTheOther) {
  fleet_.reader("two").add_namespace("shop");
  filter_ = NamespaceFilter::compile({"payments", "shop"}, {}).value();
  EXPECT_TRUE(scan().complete());
}

TEST_F(IdlePatternTest, OfAnExcludeHidesNothingAndIsNoGap) {
  filter_ = NamespaceFilter::compile({}, {"shpo"}).value();
  EXPECT_TRUE(scan().complete());
}

TEST_F(IdlePatternTest, IsToldOnlyWhereNamespacesAreKnown) {
  filter_ = NamespaceFilter::compile({"payments", "shpo"}, {}).value();
  fleet_.reader("two").fail("namespaces", Error{ErrorKind::unreachable, "no route", ""});
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(gap("", "namespaces", "not_found")));
  EXPECT_THAT(report.coverage[1].gaps, ElementsAre(gap("", "cluster", "unreachable")));
}

}  // namespace
}  // namespace oomscan::scan
