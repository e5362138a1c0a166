#include "scan/namespace_bounds.hpp"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/scan/fleet_scan_fixture.hpp"

namespace oomscan::scan {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(NamespaceBounds, CutTheEventsOfOneNamespaceAndOfNoOther) {
  NamespaceBounds bounds;
  for (std::size_t i = 0; i < kEventsPerNamespaceMax; ++i) EXPECT_TRUE(bounds.admits_event("noisy", 0));
  EXPECT_FALSE(bounds.admits_event("noisy", 0));
  EXPECT_TRUE(bounds.admits_event("quiet", 0));
  const auto gaps = bounds.gaps();
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_EQ(gaps[0].namespace_name, "noisy");
  EXPECT_EQ(gaps[0].subject, GapSubject::evidence);
  EXPECT_EQ(gaps[0].reason, GapReason::too_many);
  EXPECT_EQ(gaps[0].detail, "10000 of 10001 events are kept of one namespace; the others are not looked at");
}

TEST(NamespaceBounds, LeaveRoomForTheEventsOfOtherPods) {
  NamespaceBounds bounds;
  EXPECT_FALSE(bounds.admits_event("a", kEventsPerPodMax));
  EXPECT_TRUE(bounds.admits_event("a", kEventsPerPodMax - 1));
  EXPECT_THAT(bounds.gaps(), SizeIs(1));
}

TEST(NamespaceBounds, CutPods) {
  NamespaceBounds bounds;
  for (std::size_t i = 0; i < kPodsKeptPerNamespaceMax; ++i) EXPECT_TRUE(bounds.admits_pod("a"));
  EXPECT_THAT(bounds.gaps(), IsEmpty());
  EXPECT_FALSE(bounds.admits_pod("a"));
  EXPECT_THAT(bounds.gaps(), SizeIs(1));
}

std::vector<Finding> findings(const std::string& space, std::size_t count) {
  std::vector<Finding> made(count);
  for (std::size_t i = 0; i < count; ++i) {
    made[i].namespace_name = space;
    made[i].pod = "p" + std::to_string(100'000 + i);
    made[i].state = State::gone;
    made[i].confidence = Confidence::confirmed;
  }
  return made;
}

TEST_F(FleetScanTest, CutsWhatOneTenantMakesTooMuchOfAndSaysSoThere) {
  for (std::size_t i = 0; i < 2 * kFindingsPerNamespaceMax; ++i) {
    one().add_event(event("noisy", "gone-" + std::to_string(i), "uid-" + std::to_string(i)));
  }
  one().add_namespace("noisy");
  one().add_pod(pod("quiet", "bad", "Bad"));
  for (const char* name : {"noisy", "quiet", "kube-system"}) add_old_event(one(), name);
  for (const Strategy strategy : {Strategy::cluster, Strategy::namespaces}) {
    settings_.strategy = strategy;
    const ScanReport report = scan();
    EXPECT_THAT(report.coverage[0].gaps, ::testing::ElementsAre(gap("noisy", "evidence", "too_many")));
    EXPECT_THAT(report.findings, SizeIs(kFindingsPerNamespaceMax + 1));
    EXPECT_EQ(report.findings.back().namespace_name, "quiet");
    EXPECT_EQ(report.coverage[0].status, CoverageStatus::partial);
  }
}

TEST_F(FleetScanTest, CallsNoPodGoneThatItHadNoRoomFor) {
  one().add_event(event("a", "last", "uid-last"));
  for (std::size_t i = 0; i < kPodsKeptPerNamespaceMax; ++i) {
    one().add_pod(pod("a", "p-" + std::to_string(i), "Bad"));
  }
  one().add_pod(pod("a", "last", "Bad"));
  for (const Finding& finding : scan().findings) EXPECT_NE(finding.pod, "last");
}

TEST(FindingsOfANamespace, AreAllKeptUpToTheBound) {
  std::vector<Finding> kept = findings("a", kFindingsPerNamespaceMax);
  EXPECT_THAT(keep_some_of_each_namespace(kept), IsEmpty());
  EXPECT_THAT(kept, SizeIs(kFindingsPerNamespaceMax));
}

TEST(FindingsOfANamespace, AreThoseThatFailNowFirstAndHarmNoOther) {
  std::vector<Finding> kept = findings("noisy", 20'000);
  kept[15'000].state = State::active;
  kept[15'001].confidence = Confidence::suspect;
  kept[3].confidence = Confidence::suspect;
  const std::vector<Finding> quiet = findings("quiet", 7);
  kept.insert(kept.end(), quiet.begin(), quiet.end());
  const std::vector<Gap> gaps = keep_some_of_each_namespace(kept);
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_EQ(gaps[0].namespace_name, "noisy");
  EXPECT_THAT(kept, SizeIs(kFindingsPerNamespaceMax + 7));
  EXPECT_TRUE(std::is_sorted(kept.begin(), kept.end(), before));
  const auto has = [&](const std::string& pod) {
    return std::any_of(kept.begin(), kept.end(),
                       [&](const Finding& each) { return each.namespace_name == "noisy" && each.pod == pod; });
  };
  EXPECT_TRUE(has("p115000"));
  EXPECT_TRUE(has("p100000"));
  EXPECT_FALSE(has("p100003")) << "a suspect that was not active";
  EXPECT_FALSE(has("p119999"));
}

}  // namespace
}  // namespace oomscan::scan
