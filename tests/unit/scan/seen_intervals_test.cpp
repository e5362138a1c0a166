#include "scan/seen_intervals.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::scan {
namespace {

using ::testing::ElementsAre;

Timestamp at(int seconds) { return Timestamp{Seconds{seconds}}; }

const TimeRange kRange{"", at(100), at(200)};

EventReach reach(const std::vector<std::pair<std::string, Timestamp>>& proofs) {
  EventReach all;
  for (const auto& [name, kept_since] : proofs) all.saw(name, kept_since);
  return all;
}

TEST(SeenIntervals, SayOnceWhatHoldsForAllSelectedNamespaces) {
  const std::vector<std::string> selected{"a", "b"};
  const std::set<std::string> read{"a", "b", "other"};
  EXPECT_THAT(seen_intervals({selected, read, read, reach({{"kube-system", at(150)}})}, kRange),
              ElementsAre(Seen{"", Source::events, at(150), at(200)}, Seen{"", Source::oc_get_pods, at(200), at(200)}));
}

TEST(SeenIntervals, NameTheNamespacesThatWereReadIfNotAllWere) {
  const std::vector<std::string> selected{"a", "b"};
  const std::set<std::string> all{"a", "b"};
  const std::set<std::string> one{"b"};
  EXPECT_THAT(seen_intervals({selected, all, one, reach({{"default", at(20)}}), {{at(90), at(180)}}, {"a"}}, kRange),
              ElementsAre(Seen{"", Source::oc_get_pods, at(200), at(200)}, Seen{"b", Source::events, at(100), at(200)},
                          Seen{"b", Source::prometheus, at(100), at(180)}));
}

TEST(SeenIntervals, SayNothingOfEventsIfNothingTellsHowFarTheyReach) {
  const std::vector<std::string> selected{"a"};
  const std::set<std::string> read{"a"};
  EXPECT_THAT(seen_intervals({selected, read, read, EventReach{}}, kRange),
              ElementsAre(Seen{"", Source::oc_get_pods, at(200), at(200)}));
}

TEST(SeenIntervals, GiveANamespaceAloneWhatOnlyItsOwnEventsProve) {
  const std::vector<std::string> selected{"a", "b", "c"};
  const std::set<std::string> read{"a", "b", "c"};
  const EventReach events = reach({{"a", at(120)}, {"b", at(170)}, {"kube-system", at(150)}});
  EXPECT_THAT(seen_intervals({selected, read, read, events}, kRange),
              ElementsAre(Seen{"", Source::events, at(150), at(200)}, Seen{"", Source::oc_get_pods, at(200), at(200)},
                          Seen{"a", Source::events, at(120), at(200)}));
}

TEST(SeenIntervals, SayNothingOfEventsOfANamespaceOfWhichNothingIsProved) {
  const std::vector<std::string> selected{"a", "b"};
  const std::set<std::string> read{"a", "b"};
  EXPECT_THAT(
      seen_intervals({selected, read, read, reach({{"a", at(20)}})}, kRange),
      ElementsAre(Seen{"", Source::oc_get_pods, at(200), at(200)}, Seen{"a", Source::events, at(100), at(200)}));
}

TEST(SeenIntervals, DoNotRepeatWhatReachesBeforeTheRangeBegan) {
  const std::vector<std::string> selected{"a", "b"};
  const std::set<std::string> read{"a", "b"};
  EXPECT_THAT(seen_intervals({selected, read, read, reach({{"a", at(20)}, {"default", at(50)}})}, kRange),
              ElementsAre(Seen{"", Source::events, at(100), at(200)}, Seen{"", Source::oc_get_pods, at(200), at(200)}));
}

}  // namespace
}  // namespace oomscan::scan
