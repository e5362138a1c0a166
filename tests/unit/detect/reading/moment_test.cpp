#include "detect/reading/moment.hpp"

#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "detect/claim.hpp"

namespace oomscan::detect {
namespace {

using ::testing::ElementsAre;

Timestamp at(int seconds) { return Timestamp{Seconds{seconds}}; }
const TimeRange kRange{"", at(0), at(10'000)};

Claim sampled(std::vector<SampledMoment> moments) {
  Claim claim;
  claim.sampled_at = std::move(moments);
  return claim;
}

TEST(Moments, OfAStatusAreExactAndThoseOfSamplesHaveBounds) {
  Claim status;
  status.ended_at = {at(1000)};
  EXPECT_THAT(
      distinct_moments({status, sampled({{at(2060), Seconds{60}}})}, kRange),
      ElementsAre(Moment{at(1000), at(1000), Source::oc_get_pods}, Moment{at(2000), at(2060), Source::prometheus}));
}

// Both replicas saw one rise; a point of the evaluation grid lay between their scrapes.
TEST(Moments, OfTwoReplicasOfOneExporterAreOneWhicheverTellsItFirst) {
  const Claim one = sampled({{at(1060), Seconds{90}}});
  const Claim other = sampled({{at(1120), Seconds{90}}});
  const Moment narrowest{at(1030), at(1060), Source::prometheus};
  EXPECT_THAT(distinct_moments({one, other}, kRange), ElementsAre(narrowest));
  EXPECT_THAT(distinct_moments({other, one}, kRange), ElementsAre(narrowest));
}

TEST(Moments, OfOneObservationAreNeverOne) {
  EXPECT_EQ(distinct_moments({sampled({{at(1060), Seconds{90}}, {at(1120), Seconds{90}}})}, kRange).size(), 2U);
}

TEST(Moments, OfASampleBesideAnEndThatIsKnownAreTheEnds) {
  Claim status;
  status.ended_at = {at(1010)};
  EXPECT_THAT(distinct_moments({status, sampled({{at(1060), Seconds{60}}})}, kRange),
              ElementsAre(Moment{at(1010), at(1010), Source::oc_get_pods}));
}

TEST(Moments, OfAnEventAreItsOwnTime) {
  Claim event;
  event.seen_at = {at(500)};
  EXPECT_THAT(distinct_moments({event}, kRange), ElementsAre(Moment{at(500), at(500), Source::events}));
  EXPECT_THAT(timestamps_of(distinct_moments({event}, kRange)), ElementsAre(at(500)));
}

}  // namespace
}  // namespace oomscan::detect
