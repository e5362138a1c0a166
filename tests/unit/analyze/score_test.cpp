#include "analyze/score.hpp"

#include <algorithm>
#include <limits>
#include <random>
#include <string>

#include <gmock/gmock.h>

#include "unit/analyze/slice_maker.hpp"

namespace oomscan::analyze {
namespace {

Score of(const SliceMaker& past, const std::string& namespace_name = "a") {
  for (const Score& score : scores(past.slice, week_until_now()).namespaces) {
    if (score.namespace_name == namespace_name) return score;
  }
  return {};
}

TEST(StabilityScore, IsAHundredExactlyIfNothingFailed) {
  SliceMaker past;
  past.seen_always("a");
  past.size("a", 1'000'000);
  EXPECT_EQ(of(past).score, 100);
  past.fails(past.subject("a", "web", "OOMKilled"), kNow - 7 * kDays + Seconds{1});
  EXPECT_EQ(of(past).score, 99);
}

TEST(StabilityScore, AddsUpWhateverNumbersOfPodsAFileClaims) {
  SliceMaker past;
  for (const std::string name : {"a", "b"}) {
    past.seen_always(name);
    past.size(name, std::numeric_limits<std::int64_t>::max());
    past.fails(past.subject(name, "web", "OOMKilled"), kNow - kHour);
  }
  const Scores all = scores(past.slice, week_until_now());
  ASSERT_EQ(all.clusters.size(), 1U);
  EXPECT_EQ(all.clusters[0].score, 99);
  EXPECT_GT(all.clusters[0].pods, all.namespaces[0].pods);
}

// The worked example of docs/ANALYSIS.md.
TEST(StabilityScore, CanBeRecomputedByHand) {
  SliceMaker past;
  past.seen_always("a");
  past.size("a", 10);
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.fails(oom, kNow);                  // recency 1
  past.fails(oom, kNow - 7 * kDays / 2);  // recency 0.75
  const std::size_t loop = past.subject("a", "api", "CrashLoopBackOff");
  past.fails(loop, kNow);
  past.slice.current.push_back({loop, "pod-1-uid", State::active, Confidence::confirmed, kNow});  // fails now: twice
  const Score score = of(past);
  EXPECT_DOUBLE_EQ(score.parts[0].weighted, 1.75);
  EXPECT_DOUBLE_EQ(score.parts[0].penalty, 0.175);
  EXPECT_DOUBLE_EQ(score.parts[1].weighted, 2);
  EXPECT_DOUBLE_EQ(score.parts[1].penalty, 0.2);
  EXPECT_EQ(score.score, 72);  // 100 / 1.375
  EXPECT_EQ(score.status, ScoreStatus::warning);
}

TEST(StabilityScore, IsNoneWhereLessThanAQuarterWasSeen) {
  SliceMaker past;
  past.seen("a", kNow - kDays, kNow);
  const Score score = of(past);
  EXPECT_FALSE(score.score.has_value());
  EXPECT_EQ(score.status, ScoreStatus::not_enough_seen);
}

TEST(StabilityScore, WeighsWhatFailsNowAndWhatIsRecentMore) {
  const auto with = [](Timestamp at, State state) {
    SliceMaker past;
    past.seen_always("a");
    past.size("a", 5);
    const std::size_t oom = past.subject("a", "web", "OOMKilled");
    past.fails(oom, at);
    past.slice.current.push_back({oom, "pod-1-uid", state, Confidence::confirmed, kNow});
    return *of(past).score;
  };
  EXPECT_LT(with(kNow - kHour, State::active), with(kNow - kHour, State::recovered));
  EXPECT_LT(with(kNow - kHour, State::recovered), with(kNow - 6 * kDays, State::recovered));
}

TEST(StabilityScore, IsTheSameForTwiceThePodsWithTwiceTheFailures) {
  const auto with = [](int times) {
    SliceMaker past;
    past.seen_always("a");
    past.size("a", 7 * times);
    const std::size_t oom = past.subject("a", "web", "OOMKilled");
    const std::size_t loop = past.subject("a", "web", "CrashLoopBackOff");
    for (int i = 0; i < times; ++i) {
      const std::string pod = "pod-" + std::to_string(i);
      past.fails(oom, kNow - 30 * kHour, pod);
      past.fails(loop, kNow - 5 * kHour, pod);
      past.counter(oom, kNow - 31 * kHour, 0, pod);
      past.counter(oom, kNow - 2 * kHour, 4, pod);
    }
    return of(past).score;
  };
  EXPECT_EQ(with(1), with(2));
  EXPECT_EQ(with(1), with(9));
}

TEST(StabilityScore, NeverRisesByOneMoreFailure) {
  std::mt19937 random(5);
  const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
  for (int round = 0; round < 60; ++round) {
    SliceMaker past;
    past.seen("a", kNow - (3 + below(10)) * kDays, kNow);
    past.size("a", 1 + below(40));
    const std::size_t subjects[] = {past.subject("a", "web", "OOMKilled"), past.subject("a", "web", "CrashLoopBackOff"),
                                    past.subject("a", "api", "CrashLoopBackOff"), past.subject("a", "web", "Evicted")};
    for (int i = 0; i < 5; ++i) past.counter(subjects[below(3)], kNow - below(200) * kHour, below(20));
    for (int i = 0; i < 3; ++i) past.slice.recoveries.push_back({subjects[1], "pod-1-uid", kNow - below(200) * kHour});
    std::optional<int> last = of(past).score;
    for (int i = 0; i < 30; ++i) {
      past.fails(subjects[below(4)], kNow - Seconds{below(9 * 86400)}, "pod-" + std::to_string(below(3)));
      const std::optional<int> next = of(past).score;
      if (last) {
        EXPECT_LE(*next, *last);
      }
      last = next;
    }
  }
}

TEST(StabilityScore, OfAClusterIsThatOfItsContainersAndNotTheMeanOfItsNamespaces) {
  SliceMaker past;
  past.seen_always("large");
  past.size("large", 99);
  past.seen_always("small");
  past.size("small", 1);
  const std::size_t oom = past.subject("small", "web", "OOMKilled");
  for (int i = 0; i < 10; ++i) past.fails(oom, kNow - Seconds{i});
  const Scores result = scores(past.slice, week_until_now());
  EXPECT_EQ(result.namespaces[0].namespace_name, "small");
  EXPECT_EQ(result.namespaces[0].score, 9);
  ASSERT_EQ(result.clusters.size(), 1U);
  EXPECT_EQ(result.clusters[0].score, 90);  // 10 kills over 100 pods
}

TEST(StabilityScore, CountsALoopThatBeganBeforeTheWindowAndGoesOn) {
  SliceMaker past;
  past.seen_always("a");
  past.size("a", 1);
  const std::size_t loop = past.subject("a", "web", "CrashLoopBackOff");
  past.fails(loop, kNow - 20 * kDays);
  past.fails(loop, kNow);
  EXPECT_EQ(of(past).score, 50);
}

// A random past of one namespace.
SliceMaker random_past(std::mt19937& random) {
  const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
  SliceMaker past;
  past.seen("a", kNow - (3 + below(10)) * kDays, kNow);
  past.size("a", 1 + below(40));
  const std::size_t subjects[] = {past.subject("a", "web", "OOMKilled"), past.subject("a", "api", "CrashLoopBackOff"),
                                  past.subject("a", "job", "Evicted")};
  for (int i = 0, n = below(12); i < n; ++i) {
    past.fails(subjects[below(3)], kNow - Seconds{below(12 * 86400)}, "pod-" + std::to_string(below(3)));
  }
  for (int i = 0, n = below(6); i < n; ++i) past.counter(subjects[below(3)], kNow - below(250) * kHour, below(5));
  if (below(2) == 0) {
    past.slice.current.push_back({subjects[below(3)], "pod-1-uid", State::active, Confidence::confirmed, kNow});
  }
  return past;
}

TEST(StabilityScore, IsAHundredOnlyIfNothingFailedAndCanAlwaysBeRecomputedFromItsParts) {
  std::mt19937 random(17);
  for (int round = 0; round < 300; ++round) {
    const SliceMaker past = random_past(random);
    const Score score = of(past);
    ASSERT_TRUE(score.score.has_value());
    std::int64_t count = 0;
    double penalty = 0;
    const double weeks = score.seen_fraction;  // of a window of a week
    for (const ScorePart& part : score.parts) {
      count += part.count;
      EXPECT_NEAR(part.penalty, part.weight * part.weighted / (static_cast<double>(score.pods) * weeks), 1e-9);
      EXPECT_LE(part.weighted, 2.0 * static_cast<double>(part.count) + 1e-9);
      EXPECT_GE(part.weighted, 0.5 * static_cast<double>(part.count) - 1e-9);
      penalty += part.penalty;
    }
    EXPECT_EQ(*score.score == 100, count == 0);
    EXPECT_EQ(*score.score, count == 0 ? 100 : std::min(99, static_cast<int>(100 / (1 + penalty))));
  }
}

TEST(StabilityScore, NeverRisesWhereTheSameFailureIsMoreRecentOrStillGoesOn) {
  std::mt19937 random(23);
  for (int round = 0; round < 200; ++round) {
    SliceMaker past = random_past(random);
    past.slice.restart_counts.clear();  // a restart's time is that of the run that noticed it
    if (past.slice.failures.empty()) continue;
    const std::optional<int> before = of(past).score;
    HistorySlice::Failure& failure = past.slice.failures[random() % past.slice.failures.size()];
    failure.when.earliest = failure.when.latest = failure.when.latest + (kNow - failure.when.latest) / 2;
    const std::optional<int> later = of(past).score;
    EXPECT_LE(*later, *before);
    past.slice.current.push_back({failure.subject, failure.pod_uid, State::active, Confidence::confirmed, kNow});
    EXPECT_LE(*of(past).score, *later);
  }
}

TEST(StabilityScore, IsTheSameInWhateverOrderThePastIsTold) {
  std::mt19937 random(29);
  for (int round = 0; round < 100; ++round) {
    SliceMaker past = random_past(random);
    const std::optional<int> before = of(past).score;
    std::shuffle(past.slice.failures.begin(), past.slice.failures.end(), random);
    std::shuffle(past.slice.restart_counts.begin(), past.slice.restart_counts.end(), random);
    past.slice.seen.push_back(past.slice.seen.front());
    EXPECT_EQ(of(past).score, before);
  }
}

}  // namespace
}  // namespace oomscan::analyze
