#include "scan/time_budget.hpp"

#include <utility>

namespace oomscan::scan {
TimeBudget::TimeBudget(Clock& clock, const std::optional<TimeLimit>& limit, std::stop_token stop)
    : TimeBudget(clock, limit, std::move(stop), nullptr) {}

TimeBudget::TimeBudget(Clock& clock, const std::optional<TimeLimit>& limit, const TimeBudget& whole)
    : TimeBudget(clock, limit, whole.token(), &whole) {}

TimeBudget::TimeBudget(Clock& clock, const std::optional<TimeLimit>& limit, std::stop_token stop,
                       const TimeBudget* whole)
    : on_stop_(std::move(stop), End{this, whole}) {
  if (!limit) return;
  const Error over{ErrorKind::timed_out, limit->words, limit->hint};
  if (clock.steady_now() >= limit->until) {
    end(over);
  } else {
    alarm_ = clock.alarm(limit->until, [this, over] { end(over); });
  }
}

void TimeBudget::End::operator()() const { budget->end(whole == nullptr ? std::nullopt : whole->over()); }

void TimeBudget::end(std::optional<Error> why) {
  {
    const std::lock_guard lock{mutex_};
    if (std::exchange(ended_, true)) return;
    over_ = std::move(why);
  }
  source_.request_stop();
}

std::optional<Error> TimeBudget::over() const {
  const std::lock_guard lock{mutex_};
  return over_;
}

bool name_stops(std::vector<Gap>& gaps, const TimeBudget& budget) {
  const std::optional<Error> over = budget.over();
  bool named = false;
  for (Gap& gap : gaps) {
    const bool counted = gap.reason == GapReason::interrupted;  // its detail says how much is missing
    if (!counted && gap.reason != GapReason::cancelled) continue;
    if (!over) {
      gap.reason = GapReason::interrupted;
      continue;
    }
    gap.reason = gap_reason(over->kind);
    gap.detail = counted ? gap.detail + ": " + over->message : over->message;
    gap.hint = over->hint;
    named = true;
  }
  return named;
}

}  // namespace oomscan::scan
