#include "analyze/failure_log.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace oomscan::analyze {
namespace {

constexpr std::string_view kOomKilled = "OOMKilled";
constexpr std::string_view kCrashLoop = "CrashLoopBackOff";
// Of the API, where a counter is an int32. A foreign file or a shared history may hold any number.
constexpr std::int64_t kRestartCountMax = std::numeric_limits<std::int32_t>::max();

// A container of one pod, whatever the type of its failures.
struct Container {
  std::size_t cluster_and_place = 0;  // the first subject of that container
  std::string_view pod_uid;

  friend auto operator<=>(const Container&, const Container&) = default;
};

class ContainerIndex {
 public:
  explicit ContainerIndex(const HistorySlice& slice) {
    std::map<std::tuple<std::string_view, std::string_view, std::string_view, std::string_view, std::string_view>,
             std::size_t>
        first;
    for (std::size_t i = 0; i < slice.subjects.size(); ++i) {
      const Subject& id = slice.subjects[i].id;
      first_.push_back(
          first.try_emplace({id.cluster_id, id.namespace_name, id.workload.kind, id.workload.name, id.container}, i)
              .first->second);
    }
  }
  [[nodiscard]] Container of(std::size_t subject, std::string_view pod_uid) const { return {first_[subject], pod_uid}; }

 private:
  std::vector<std::size_t> first_;
};

Fact fact_of(const HistorySlice::Failure& failure, Happening what) {
  return {what,        failure.subject,     failure.pod_uid,
          failure.pod, failure.when.latest, failure.when.latest,
          1,           failure.when.latest, 0};
}

void add_failures(const HistorySlice& slice, std::vector<Fact>& facts) {
  using PodSubject = std::pair<std::size_t, std::string_view>;
  std::map<PodSubject, std::vector<Timestamp>> recoveries;
  for (const HistorySlice::Recovery& each : slice.recoveries)
    recoveries[{each.subject, each.pod_uid}].push_back(each.at);
  for (auto& [subject, times] : recoveries) std::sort(times.begin(), times.end());

  std::map<PodSubject, std::vector<const HistorySlice::Failure*>> loops;
  for (const HistorySlice::Failure& each : slice.failures) {
    const std::string& type = slice.subjects[each.subject].id.type;
    if (type == kCrashLoop) {
      loops[{each.subject, each.pod_uid}].push_back(&each);
    } else {
      facts.push_back(fact_of(each, type == kOomKilled ? Happening::oom_kill : Happening::other));
    }
  }
  std::size_t loop = 0;
  for (auto& [subject, failures] : loops) {
    std::sort(failures.begin(), failures.end(), [](const auto* a, const auto* b) { return a->when < b->when; });
    const std::vector<Timestamp>& healthy = recoveries[subject];
    const HistorySlice::Failure* before = nullptr;
    for (const HistorySlice::Failure* each : failures) {
      const auto since =
          before == nullptr ? healthy.end() : std::upper_bound(healthy.begin(), healthy.end(), before->when.latest);
      if (before == nullptr || (since != healthy.end() && *since < each->when.latest)) {
        facts.push_back(fact_of(*each, Happening::loop_began));
        facts.back().loop = ++loop;
      }
      facts.push_back(fact_of(*each, Happening::loop_failure));
      facts.back().loop = loop;
      before = each;
    }
  }
}

struct Counter {
  std::vector<const HistorySlice::RestartCount*> seen;
  std::vector<FailureBounds> failures;  // of any type: each was a restart, if the counter rose by as many
};

void add_restarts(const HistorySlice& slice, std::vector<Fact>& facts) {
  const ContainerIndex index(slice);
  std::map<Container, Counter> counters;
  for (const HistorySlice::RestartCount& each : slice.restart_counts) {
    if (each.count < 0 || each.count > kRestartCountMax) continue;  // no kubelet counted that
    counters[index.of(each.subject, each.pod_uid)].seen.push_back(&each);
  }
  for (const HistorySlice::Failure& each : slice.failures) {
    const auto found = counters.find(index.of(each.subject, each.pod_uid));
    if (found != counters.end()) found->second.failures.push_back(each.when);
  }
  for (auto& [container, counter] : counters) {
    std::sort(counter.seen.begin(), counter.seen.end(),
              [](const auto* a, const auto* b) { return std::tie(a->at, a->count) < std::tie(b->at, b->count); });
    const std::vector<FailureBounds> known = distinct_failures(counter.failures);
    auto next = known.begin();
    const HistorySlice::RestartCount* before = nullptr;
    for (const HistorySlice::RestartCount* each : counter.seen) {
      // What was before the first sight: only what is known by itself, and no more than the counter says.
      std::int64_t rise = before == nullptr ? each->count : each->count - before->count;
      if (rise < 0) rise = each->count;  // the counter started anew: a lower bound of what came since
      const auto end =
          std::find_if(next, known.end(), [&](const FailureBounds& failure) { return failure.latest > each->at; });
      // The newest of them, if they are more than the restarts: not every failure was followed by one.
      const std::int64_t named = std::min<std::int64_t>(rise, end - next);
      for (auto failure = end - named; failure != end; ++failure) {
        facts.push_back({Happening::restart, each->subject, each->pod_uid, each->pod, failure->latest, failure->latest,
                         1, each->at, 0});
      }
      next = end;
      if (before != nullptr && rise > named) {
        // Since: one second on, for what happened at the second of the former reading was in that reading.
        facts.push_back({Happening::restart, each->subject, each->pod_uid, each->pod, before->at + Seconds{1}, each->at,
                         rise - named, each->at, 0});
      }
      before = each;
    }
  }
}

}  // namespace

std::vector<Fact> facts_of(const HistorySlice& slice) {
  std::vector<Fact> facts;
  add_failures(slice, facts);
  add_restarts(slice, facts);
  std::stable_sort(facts.begin(), facts.end(), [](const Fact& a, const Fact& b) {
    return std::tuple(a.at, a.since, a.what, a.subject, a.pod_uid) <
           std::tuple(b.at, b.since, b.what, b.subject, b.pod_uid);
  });
  return facts;
}

}  // namespace oomscan::analyze
