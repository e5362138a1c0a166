#include "analyze/novelty.hpp"

#include <gtest/gtest.h>

#include "unit/analyze/slice_maker.hpp"

namespace oomscan::analyze {
namespace {

const std::vector<std::string> kCounted = {"OOMKilled", "CrashLoopBackOff"};

Finding failing(const std::string& workload, State state = State::active, const std::string& type = "OOMKilled") {
  Finding finding;
  finding.cluster_id = "uid-1";
  finding.namespace_name = "shop";
  finding.fingerprint = "shop/" + workload + "/" + type;
  finding.type = type;
  finding.state = state;
  finding.timestamps = {kNow - kHour};
  return finding;
}

std::optional<Novelty> of(const Finding& finding, const SliceMaker& maker) {
  return novelty_of({finding}, maker.slice, kCounted, kNow).at(0);
}

TEST(NoveltyOfAFinding, IsKnownOnceAnyRunHasSeenIt) {
  SliceMaker maker;
  maker.subject("shop", "web", "OOMKilled");
  EXPECT_EQ(of(failing("web"), maker), Novelty::known);
}

TEST(NoveltyOfAFinding, IsNewWhereTheNamespaceWasSeenForAWeek) {
  SliceMaker maker;
  maker.seen("shop", kNow - 8 * kDays, kNow - kHour);
  EXPECT_EQ(of(failing("web"), maker), Novelty::fresh);
}

TEST(NoveltyOfAFinding, IsUnknownWhereThePastWasNotSeen) {
  EXPECT_EQ(of(failing("web"), SliceMaker{}), std::nullopt);
  SliceMaker days;
  days.seen("shop", kNow - 6 * kDays, kNow);
  EXPECT_EQ(of(failing("web"), days), std::nullopt);
  SliceMaker holes;
  holes.seen("shop", kNow - 8 * kDays, kNow - 8 * kDays + kHour);
  EXPECT_EQ(of(failing("web"), holes), std::nullopt);
  SliceMaker other_namespace;
  other_namespace.seen_always("other");
  EXPECT_EQ(of(failing("web"), other_namespace), std::nullopt);
}

TEST(NoveltyOfAFinding, IsUnknownForATypeThatNobodyIsKnownToHaveLookedFor) {
  SliceMaker maker;
  maker.seen_always("shop");
  EXPECT_EQ(of(failing("web", State::active, "ImagePullBackOff"), maker), std::nullopt);
}

TEST(NoveltyOfAFinding, IsBackWhenItFailsAfterItWasResolved) {
  SliceMaker maker;
  const std::size_t web = maker.subject("shop", "web", "OOMKilled");
  maker.slice.resolved_incidents.push_back({web, "", kNow - 2 * kHour});
  EXPECT_EQ(of(failing("web"), maker), Novelty::back);
  EXPECT_EQ(of(failing("web", State::recovered), maker), Novelty::back);
  maker.slice.resolved_incidents = {{web, "", kNow - kHour}};
  EXPECT_EQ(of(failing("web", State::recovered), maker), Novelty::known);
  EXPECT_EQ(of(failing("web", State::active), maker), Novelty::back);
}

}  // namespace
}  // namespace oomscan::analyze
