#include "oomscan/model/finding_join.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace oomscan {
namespace {

using Key = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;

const std::string& cluster_of(const Finding& f) { return f.cluster_id.empty() ? f.cluster : f.cluster_id; }

// A finding without a uid has its name for one.
Key key_of(const Finding& f) {
  return {cluster_of(f),
          f.namespace_name,
          f.pod_uid.empty() ? "name " + f.pod : "uid " + f.pod_uid,
          f.pod.empty() ? f.node : std::string{},
          f.container,
          f.type};
}

// The greater need to act.
int need(State state) {
  switch (state) {
    case State::gone:
      return 0;
    case State::recovered:
      return 1;
    case State::unknown:
      return 2;
    case State::terminating:
      return 3;
    case State::active:
      return 4;
  }
  return 0;
}

auto evidence_key(const Evidence& e) { return std::tuple(e.timestamp, to_id(e.source), std::string_view{e.detail}); }

template <class T, class Less>
void unite(std::vector<T>& into, const std::vector<T>& from, Less less) {
  into.insert(into.end(), from.begin(), from.end());
  std::sort(into.begin(), into.end(), less);
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

template <class T>
void take_greater(T& into, const T& from) {
  if (into < from) into = from;
}

auto workload_key(const Workload& w) { return std::tuple(!w.name.empty(), !w.guessed, w.kind, w.name); }

// Of the same index as `timestamps`. Of two that end together the tighter one stays.
std::vector<Moment> moments_of(const std::vector<Timestamp>& timestamps, const std::vector<Moment>& left,
                               const std::vector<Moment>& right) {
  if (left.empty() && right.empty()) return {};
  std::map<Timestamp, Moment> known;
  for (const std::vector<Moment>* moments : {&left, &right}) {
    for (const Moment& moment : *moments) {
      const auto [entry, added] = known.try_emplace(moment.latest, moment);
      const auto rank = [](const Moment& m) { return std::tuple(m.earliest, m.source); };
      if (!added && rank(entry->second) < rank(moment)) entry->second = moment;
    }
  }
  std::vector<Moment> all;
  for (const Timestamp time : timestamps) all.push_back(known.try_emplace(time, Moment{time, time}).first->second);
  return all;
}

}  // namespace

bool tell_of_the_same(const Finding& left, const Finding& right) { return key_of(left) == key_of(right); }

Finding joined(const Finding& left, const Finding& right) {
  Finding one = left;
  // The first by name stands for both.
  one.cluster = std::min(left.cluster, right.cluster);
  one.context = std::min(std::tie(left.cluster, left.context), std::tie(right.cluster, right.context)) ==
                        std::tie(left.cluster, left.context)
                    ? left.context
                    : right.context;
  unite(one.timestamps, right.timestamps, std::less<>{});
  one.moments = moments_of(one.timestamps, left.moments, right.moments);
  one.memory_limit_is_pods = left.memory_limit_is_pods || right.memory_limit_is_pods;
  unite(one.sources, right.sources, [](Source a, Source b) { return to_id(a) < to_id(b); });
  unite(one.evidence, right.evidence,
        [](const Evidence& a, const Evidence& b) { return evidence_key(a) < evidence_key(b); });
  if (need(one.state) < need(right.state)) one.state = right.state;
  take_greater(one.confidence, right.confidence);
  take_greater(one.container_kind, right.container_kind);
  take_greater(one.cluster_id, right.cluster_id);
  take_greater(one.pod, right.pod);
  take_greater(one.cause, right.cause);
  if (workload_key(one.workload) < workload_key(right.workload)) one.workload = right.workload;
  take_greater(one.application, right.application);
  take_greater(one.component, right.component);
  take_greater(one.node, right.node);
  take_greater(one.image, right.image);
  take_greater(one.exit_code, right.exit_code);
  take_greater(one.restart_count, right.restart_count);
  take_greater(one.memory_limit_bytes, right.memory_limit_bytes);
  take_greater(one.memory_request_bytes, right.memory_request_bytes);
  for (std::size_t i = 0; i < one.windows.size(); ++i) take_greater(one.windows[i], right.windows[i]);
  take_greater(one.artifacts.description_file, right.artifacts.description_file);
  take_greater(one.artifacts.pod_log_file, right.artifacts.pod_log_file);
  take_greater(one.fingerprint, right.fingerprint);
  take_greater(one.novelty, right.novelty);
  return one;
}

std::vector<Finding> joined(std::vector<Finding> findings) {
  std::map<Key, Finding> by_key;
  for (Finding& finding : findings) {
    const auto [entry, added] = by_key.try_emplace(key_of(finding), finding);
    if (!added) entry->second = joined(entry->second, finding);
  }
  std::vector<Finding> all;
  all.reserve(by_key.size());
  for (auto& [key, finding] : by_key) all.push_back(std::move(finding));
  std::sort(all.begin(), all.end(), before);
  return all;
}

}  // namespace oomscan
