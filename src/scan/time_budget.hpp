// How long a piece of work may take, and who ended it if it did not come to its own end.
// Invariant: once the token is stopped it is known whether a person stopped it or which limit was over; what came first
// counts.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/report.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/clock.hpp"

namespace oomscan::scan {

struct TimeLimit {
  std::chrono::steady_clock::time_point until;
  std::string words;  // "the cluster's 1800 s (--cluster-timeout) were over"
  std::string hint;
};

// Thread-safe. Whoever uses the token must be done before the budget is destroyed.
class TimeBudget {
 public:
  // Ends when `stop` is requested or the limit, if there is one, is over. `clock` outlives the budget.
  TimeBudget(Clock& clock, const std::optional<TimeLimit>& limit, std::stop_token stop);
  // A part of a longer piece of work, which must outlive it: also ends with that one, for its reason.
  TimeBudget(Clock& clock, const std::optional<TimeLimit>& limit, const TimeBudget& whole);

  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

  // Ends it now, for a reason that whoever ends it will say.
  void end_early() { end(std::nullopt); }

  // timed_out, with the words and the hint of the limit that was over. nullopt: none was, or a person stopped first.
  [[nodiscard]] std::optional<Error> over() const;

 private:
  struct End {
    TimeBudget* budget;
    const TimeBudget* whole;
    void operator()() const;
  };

  TimeBudget(Clock& clock, const std::optional<TimeLimit>& limit, std::stop_token stop, const TimeBudget* whole);
  void end(std::optional<Error> why);

  std::stop_source source_;
  mutable std::mutex mutex_;
  bool ended_ = false;
  std::optional<Error> over_;
  // Last, so that they are called off before what they use is gone.
  std::stop_callback<End> on_stop_;
  std::unique_ptr<Alarm> alarm_;
};

// Names what a stop left unread: by a person, "interrupted"; by a limit, timed_out in the limit's words.
// True if a limit left something unread.
bool name_stops(std::vector<Gap>& gaps, const TimeBudget& budget);

}  // namespace oomscan::scan
