#include "analyze/score.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "analyze/exposure.hpp"
#include "analyze/failure_log.hpp"

namespace oomscan::analyze {
namespace {

constexpr Seconds kWeek{7 * 86400};
// Of one namespace; more than any cluster holds. A foreign file may claim any number, and they are added up.
constexpr std::int64_t kPodsMax = std::int64_t{1} << 31;

struct Kind {
  std::string_view name;
  double weight;
};
constexpr std::array<Kind, 4> kKinds{{
    {"oom_kills", kOomKillWeight},
    {"crash_loops", kCrashLoopWeight},
    {"restarts", kRestartWeight},
    {"other_failures", kOtherFailureWeight},
}};
// The index in kKinds; none for what is counted otherwise.
std::optional<std::size_t> kind_of(Happening what) {
  switch (what) {
    case Happening::oom_kill:
      return 0;
    case Happening::loop_failure:
      return 1;
    case Happening::restart:
      return 2;
    case Happening::other:
      return 3;
    case Happening::loop_began:
      return std::nullopt;  // its failures tell of it, also where it began before the window
  }
  return std::nullopt;
}

struct Sum {
  std::int64_t count = 0;
  double weighted = 0;
};
using Sums = std::array<Sum, kKinds.size()>;
using Place = std::pair<std::size_t, std::string>;

ScoreStatus status_of(int score) {
  return score >= kStableFrom    ? ScoreStatus::stable
         : score >= kWarningFrom ? ScoreStatus::warning
                                 : ScoreStatus::critical;
}

Score score_of(const Sums& sums, std::int64_t pods, double seen_fraction, Seconds window) {
  Score score;
  score.seen_fraction = seen_fraction;
  score.pods = std::max<std::int64_t>(pods, 1);
  const double weeks = seen_fraction * static_cast<double>(window.count()) / static_cast<double>(kWeek.count());
  double penalty = 0;
  bool failed = false;
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    ScorePart part{std::string(kKinds[i].name), sums[i].count, kKinds[i].weight, sums[i].weighted, 0};
    if (weeks > 0) part.penalty = part.weight * part.weighted / (static_cast<double>(score.pods) * weeks);
    penalty += part.penalty;
    failed = failed || part.count > 0;
    score.parts.push_back(std::move(part));
  }
  if (seen_fraction < kSeenEnough) return score;
  score.score = failed ? std::min(99, static_cast<int>(std::floor(100 / (1 + penalty)))) : 100;
  score.status = status_of(*score.score);
  return score;
}

// The worst first; what cannot be judged last.
bool worse(const Score& a, const Score& b) {
  const auto key = [](const Score& score) {
    return std::tuple(!score.score.has_value(), score.score.value_or(0), std::cref(score.cluster).get(),
                      score.cluster_id, score.namespace_name);
  };
  return key(a) < key(b);
}

// Containers of a pod that the newest run saw failing.
std::set<std::pair<std::size_t, std::string_view>> failing_now(const HistorySlice& slice) {
  std::set<std::pair<std::size_t, std::string_view>> failing;
  for (const HistorySlice::Current& each : slice.current) {
    if (each.state == State::active) failing.emplace(each.subject, each.pod_uid);
  }
  return failing;
}

std::map<Place, Sums> sums_of(const HistorySlice& slice, const AnalysisQuestion& question) {
  std::map<std::string, std::size_t> clusters;
  for (std::size_t i = 0; i < slice.clusters.size(); ++i) clusters.emplace(slice.clusters[i].id, i);
  const auto failing = failing_now(slice);
  const Span window = question.span();
  std::map<Place, Sums> sums;
  const auto count = [&](const Fact& fact) {
    const Subject& subject = slice.subjects[fact.subject].id;
    // By when it was noticed: that a restart's own time becomes known makes it no milder.
    const double age = static_cast<double>((question.now - std::min(fact.noticed, question.now)).count()) /
                       static_cast<double>(question.window.count());
    const double recency = 1 - (1 - kOldestFactor) * age;
    const double urgency = failing.contains({fact.subject, fact.pod_uid}) ? kFailsNowFactor : 1;
    Sum& sum = sums[{clusters.at(subject.cluster_id), subject.namespace_name}][*kind_of(fact.what)];
    sum.count += fact.times;
    sum.weighted += static_cast<double>(fact.times) * recency * urgency;
  };
  // A loop counts once, as recent as its last failure in the window: one more failure of it can make it only newer.
  std::map<std::size_t, Fact> loops;
  for (const Fact& fact : facts_of(slice)) {
    if (!fact.within(window) || !kind_of(fact.what)) continue;
    if (fact.what == Happening::loop_failure) {
      loops.insert_or_assign(fact.loop, fact);
    } else {
      count(fact);
    }
  }
  for (const auto& [loop, last] : loops) count(last);
  return sums;
}

}  // namespace

Scores scores(const HistorySlice& slice, const AnalysisQuestion& question) {
  const Exposure exposure(slice.seen);
  std::map<Place, std::int64_t> pods;
  for (const HistorySlice::NamespaceSize& each : slice.sizes) {
    std::int64_t& most = pods[{each.cluster, each.namespace_name}];
    most = std::max(most, std::min(each.pods, kPodsMax));
  }
  std::map<Place, Sums> sums = sums_of(slice, question);
  for (const Exposure::Place& place : exposure.places()) sums.try_emplace({place.cluster, place.namespace_name});

  struct Whole {
    Sums sums;
    std::int64_t pods = 0;
    double seen = 0;
    int namespaces = 0;
  };
  std::map<std::size_t, Whole> clusters;
  Scores result{question, {}, {}};
  for (const auto& [place, sum] : sums) {
    const double seen = exposure.fraction(place.first, place.second, question.span());
    const std::int64_t size = pods.contains(place) ? pods.at(place) : 0;
    Score score = score_of(sum, size, seen, question.window);
    score.cluster = slice.clusters[place.first].name;
    score.cluster_id = slice.clusters[place.first].id;
    score.namespace_name = place.second;
    Whole& whole = clusters[place.first];
    ++whole.namespaces;
    whole.seen += seen;
    if (score.score) {
      whole.pods += size;
      for (std::size_t i = 0; i < kKinds.size(); ++i) {
        whole.sums[i].count += sum[i].count;
        whole.sums[i].weighted += sum[i].weighted;
      }
    }
    result.namespaces.push_back(std::move(score));
  }
  for (const auto& [cluster, whole] : clusters) {
    Score score = score_of(whole.sums, whole.pods, whole.seen / whole.namespaces, question.window);
    score.cluster = slice.clusters[cluster].name;
    score.cluster_id = slice.clusters[cluster].id;
    result.clusters.push_back(std::move(score));
  }
  std::sort(result.namespaces.begin(), result.namespaces.end(), worse);
  std::sort(result.clusters.begin(), result.clusters.end(), worse);
  return result;
}

}  // namespace oomscan::analyze
