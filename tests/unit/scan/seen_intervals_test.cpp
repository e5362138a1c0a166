#include "scan/seen_intervals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::scan {
namespace {

using ::testing::ElementsAre;

Timestamp at(int seconds) { return Timestamp{Seconds{seconds}}; }

const TimeRange kRange{"", at(100), at(200)};

TEST(SeenIntervals, SayOnceWhatHoldsForAllSelectedNamespaces) {
  const std::vector<std::string> selected{"a", "b"};
  const std::set<std::string> read{"a", "b", "other"};
  EXPECT_THAT(seen_intervals({selected, read, read, at(150)}, kRange),
              ElementsAre(Seen{"", Source::events, at(150), at(200)}, Seen{"", Source::oc_get_pods, at(200), at(200)}));
}

TEST(SeenIntervals, NameTheNamespacesThatWereReadIfNotAllWere) {
  const std::vector<std::string> selected{"a", "b"};
  const std::set<std::string> all{"a", "b"};
  const std::set<std::string> one{"b"};
  EXPECT_THAT(seen_intervals({selected, all, one, at(20), {{at(90), at(180)}}, {"a"}}, kRange),
              ElementsAre(Seen{"", Source::oc_get_pods, at(200), at(200)}, Seen{"b", Source::events, at(100), at(200)},
                          Seen{"b", Source::prometheus, at(100), at(180)}));
}

TEST(SeenIntervals, SayNothingOfEventsIfNothingTellsHowFarTheyReach) {
  const std::vector<std::string> selected{"a"};
  const std::set<std::string> read{"a"};
  EXPECT_THAT(seen_intervals({selected, read, read, std::nullopt}, kRange),
              ElementsAre(Seen{"", Source::oc_get_pods, at(200), at(200)}));
}

}  // namespace
}  // namespace oomscan::scan
