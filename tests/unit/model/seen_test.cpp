#include "oomscan/model/seen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Timestamp at(int seconds) { return Timestamp{Seconds{seconds}}; }
Interval between(int from, int to) { return {at(from), at(to)}; }
TimeRange range(int from, int to) { return {"", at(from), at(to)}; }

TEST(Joined, MakesOneOfWhatOverlapsOrTouches) {
  EXPECT_THAT(joined({between(50, 60), between(10, 20), between(15, 30), between(31, 40)}),
              ElementsAre(between(10, 40), between(50, 60)));
  EXPECT_THAT(joined({between(10, 40), between(20, 30)}), ElementsAre(between(10, 40)));
  EXPECT_THAT(joined({between(20, 10)}), IsEmpty());
}

TEST(Joined, DoesNotDependOnOrderOrRepetition) {
  const std::vector<Interval> parts{between(1, 3), between(2, 9), between(20, 30)};
  const std::vector<Interval> turned{parts[2], parts[1], parts[0], parts[1]};
  EXPECT_EQ(joined(parts), joined(turned));
  EXPECT_EQ(joined(joined(parts)), joined(parts));
}

TEST(Uncovered, IsWhatNoIntervalHolds) {
  EXPECT_THAT(uncovered(range(0, 100), {}), ElementsAre(between(0, 100)));
  EXPECT_THAT(uncovered(range(0, 100), {between(-5, 100)}), IsEmpty());
  EXPECT_THAT(uncovered(range(0, 100), {between(10, 20), between(40, 200)}),
              ElementsAre(between(0, 9), between(21, 39)));
  EXPECT_THAT(uncovered(range(0, 100), {between(200, 300), between(-9, -1)}), ElementsAre(between(0, 100)));
}

TEST(Remembered, TakesWhatHoldsForAllAndForTheNamespaceButNoMomentOfPods) {
  const std::vector<Seen> seen{{"", Source::prometheus, at(0), at(50)},
                               {"a", Source::events, at(40), at(100)},
                               {"a", Source::oc_get_pods, at(200), at(200)}};
  EXPECT_THAT(remembered(seen, "a"), ElementsAre(between(0, 100)));
  EXPECT_THAT(remembered(seen, "b"), ElementsAre(between(0, 50)));
  EXPECT_THAT(remembered_best(seen, at(40)), ElementsAre(between(0, 100)));
  EXPECT_THAT(remembered_best({}, at(40)), IsEmpty());
}

TEST(RememberedBest, CountsEventsOnlyAsFarAsThoseOfEachNamespaceReach) {
  const std::vector<Seen> seen{{"", Source::events, at(60), at(100)}, {"a", Source::events, at(10), at(100)}};
  EXPECT_THAT(remembered_best(seen, at(60)), ElementsAre(between(60, 100)));
  EXPECT_THAT(remembered_best(seen, std::nullopt), IsEmpty());
  EXPECT_THAT(remembered(seen, "a"), ElementsAre(between(10, 100)));
}

}  // namespace
}  // namespace oomscan
