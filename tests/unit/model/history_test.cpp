#include "oomscan/model/history.hpp"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>

namespace oomscan {
namespace {

using ::testing::ElementsAre;

// Below `end`, reproducibly.
int below(std::mt19937& random, int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); }

FailureBounds at(int earliest, int latest) { return {Timestamp{Seconds{earliest}}, Timestamp{Seconds{latest}}}; }

TEST(DistinctFailures, AreOneWhereBoundsOverlap) {
  EXPECT_THAT(distinct_failures({at(0, 60), at(30, 30)}), ElementsAre(at(30, 30)));
  EXPECT_THAT(distinct_failures({at(0, 10), at(8, 20)}), ElementsAre(at(8, 10)));
}

TEST(DistinctFailures, AreTwoWhereBoundsDoNotTouch) {
  EXPECT_THAT(distinct_failures({at(11, 20), at(0, 10)}), ElementsAre(at(0, 10), at(11, 20)));
}

TEST(DistinctFailures, AreTheFewestThatExplainAChain) {
  // 0-10 and 5-15 may be one failure, 12-20 needs another: never three, never one.
  EXPECT_EQ(distinct_failures({at(0, 10), at(5, 15), at(12, 20)}).size(), 2U);
}

TEST(DistinctFailures, OfNothingAreNone) { EXPECT_TRUE(distinct_failures({}).empty()); }

TEST(ReducedObservations, KeepTheTighterBounds) {
  EXPECT_THAT(reduced({at(0, 100), at(40, 60), at(50, 50), at(50, 50)}), ElementsAre(at(50, 50)));
  EXPECT_THAT(reduced({at(5, 10), at(5, 20), at(0, 10)}), ElementsAre(at(5, 10)));
}

// Merging is associative, commutative and idempotent, and never finds more failures than there were.
TEST(ReducedObservations, AreTheSameInAnyOrderOverlapAndRepetition) {
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    std::vector<int> truth;
    for (int i = 0, n = below(random, 8); i < n; ++i) truth.push_back(below(random, 300));
    std::sort(truth.begin(), truth.end());
    truth.erase(std::unique(truth.begin(), truth.end()), truth.end());
    std::vector<FailureBounds> observed;
    for (const int time : truth) {
      for (int i = 0, n = 1 + below(random, 3); i < n; ++i) {
        observed.push_back(at(time - below(random, 40), time + below(random, 40)));
      }
    }
    const std::vector<FailureBounds> whole = reduced(observed);
    EXPECT_LE(distinct_failures(observed).size(), truth.size());

    std::shuffle(observed.begin(), observed.end(), random);
    std::vector<FailureBounds> parts;
    std::vector<FailureBounds> part;
    for (const FailureBounds& each : observed) {
      part.push_back(each);
      if (below(random, 3) == 0) {
        const std::vector<FailureBounds> less = reduced(part);
        for (int i = 0, n = 1 + below(random, 2); i < n; ++i) parts.insert(parts.end(), less.begin(), less.end());
        if (below(random, 2) == 0) part.clear();
      }
    }
    parts.insert(parts.end(), part.begin(), part.end());
    EXPECT_EQ(reduced(parts), whole);
    EXPECT_EQ(distinct_failures(parts), distinct_failures(whole));
  }
}

TEST(DistinctFailures, AreExactlyTheTruthWhereEachWasSeenExactlyOnceAtLeast) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    std::vector<FailureBounds> observed;
    std::vector<FailureBounds> truth;
    for (int time = 0; time < 1000; time += 1 + below(random, 200)) {
      truth.push_back(at(time, time));
      observed.push_back(at(time, time));
      observed.push_back(at(time - below(random, 30), time + below(random, 30)));
    }
    std::shuffle(observed.begin(), observed.end(), random);
    EXPECT_EQ(distinct_failures(observed), truth);
  }
}

}  // namespace
}  // namespace oomscan
