// A slice's failures as countable facts: OOM kills, crash loops, restarts, others; each at one time.
// Pure, safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/history.hpp"

namespace oomscan::analyze {

enum class Happening {
  oom_kill,
  loop_began,    // the first failure of a crash loop
  loop_failure,  // each failure of one, the first too
  restart,
  other,  // failures of types without a word of their own here
};

// One thing that happened at `at`, or `times` things at unknown times from `since` to `at`. A known time: since == at.
struct Fact {
  Happening what = Happening::oom_kill;
  std::size_t subject = 0;
  std::string_view pod_uid;  // of the slice's
  std::string_view pod;
  Timestamp since{};
  Timestamp at{};
  std::int64_t times = 1;
  Timestamp noticed{};   // a restart's: by the run that read the counter; else `at`
  std::size_t loop = 0;  // of loop_began and loop_failure: the same number for one loop

  // Counts within the span only if it surely lies there: counts are lower bounds.
  [[nodiscard]] bool within(const Span& span) const { return span.from < since && at <= span.to; }
};

// A failure's time is the latest that it can have. A loop begins with the first failure of a container of one pod, and
// anew with the first one after the container was seen recovered. Of restarts, those that are failures known by
// themselves have the failures' times, all others lie between the two runs whose counters tell of them. A counter that
// no kubelet can have (below 0, or over an int32) tells of nothing. The facts point into `slice`, which must outlive
// them. Ascending by `at`.
[[nodiscard]] std::vector<Fact> facts_of(const HistorySlice& slice);

}  // namespace oomscan::analyze
