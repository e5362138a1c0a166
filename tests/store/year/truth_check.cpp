#include "store/year/truth_check.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

namespace oomscan::year {
namespace {

constexpr Seconds kWeek{7 * 86400};
constexpr std::size_t kWrongMax = 20;

template <class... Values>
void wrong(Verdict& verdict, fmt::format_string<Values...> words, Values&&... values) {
  if (verdict.wrong.size() < kWrongMax) verdict.wrong.push_back(fmt::format(words, std::forward<Values>(values)...));
}

template <class A, class B>
void same(Verdict& verdict, const std::string& what, const A& given, const B& expected) {
  ++verdict.compared;
  if (given != expected) wrong(verdict, "{}: {} instead of {}", what, given, expected);
}

void near(Verdict& verdict, const std::string& what, double given, double expected) {
  ++verdict.compared;
  if (std::abs(given - expected) > 1e-9) wrong(verdict, "{}: {} instead of {}", what, given, expected);
}

// What the runs saw, run by run.
class Seen {
 public:
  explicit Seen(const SyntheticYear& year) : year_(year), spans_(year.places.size()), seen_(year.containers.size()) {
    for (std::size_t place = 0; place < year.places.size(); ++place) {
      for (std::size_t run = 0; run < year.runs(); ++run) {
        if (!year.reads(run, place)) continue;
        const Span span{year.time(run) - year.look_back(), year.time(run)};
        if (!spans_[place].empty() && span.from <= spans_[place].back().to) {
          spans_[place].back().to = span.to;
        } else {
          spans_[place].push_back(span);
        }
      }
    }
    for (std::size_t each = 0; each < year.containers.size(); ++each) {
      for (const Timestamp time : year.containers[each].failures) {
        const auto& spans = spans_[year.containers[each].place];
        if (std::any_of(spans.begin(), spans.end(), [&](const Span& s) { return s.from < time && time <= s.to; })) {
          seen_[each].push_back(time);
        }
      }
    }
  }
  [[nodiscard]] double fraction(std::size_t place, const Span& window) const {
    std::int64_t seconds = 0;
    for (const Span& span : spans_[place]) {
      const auto from = std::max(span.from, window.from);
      const auto to = std::min(span.to, window.to);
      if (from < to) seconds += (to - from).count();
    }
    return static_cast<double>(seconds) / static_cast<double>((window.to - window.from).count());
  }
  [[nodiscard]] const std::vector<Timestamp>& failures(std::size_t container) const { return seen_[container]; }
  // Those at which a loop began: the first, and each after a run that saw it recovered.
  [[nodiscard]] std::vector<Timestamp> loops(std::size_t container) const {
    std::vector<Timestamp> begun;
    const Container& what = year_.containers[container];
    std::size_t run = 0;
    bool recovered = true;
    for (const Timestamp time : seen_[container]) {
      for (; run < year_.runs() && year_.time(run) < time; ++run) {
        if (year_.reads(run, what.place) && year_.sight(run, what) == SyntheticYear::Sight::recovered) recovered = true;
      }
      if (recovered) begun.push_back(time);
      recovered = false;
    }
    return begun;
  }

 private:
  const SyntheticYear& year_;
  std::vector<std::vector<Span>> spans_;
  std::vector<std::vector<Timestamp>> seen_;
};

std::int64_t count(const std::vector<Timestamp>& times, const Span& window) {
  return std::count_if(times.begin(), times.end(),
                       [&](Timestamp time) { return window.from < time && time <= window.to; });
}

struct Counts {
  std::int64_t oom_kills = 0;
  std::int64_t crash_loops = 0;
};

Counts counts_of(const SyntheticYear& year, const Seen& seen, const Place& place, const Span& window) {
  Counts counts;
  for (const std::size_t each : place.containers) {
    if (year.containers[each].type == "OOMKilled") {
      counts.oom_kills += count(seen.failures(each), window);
    } else {
      counts.crash_loops += count(seen.loops(each), window);
    }
  }
  return counts;
}

bool is_arrow(Trend trend) { return trend != Trend::flat && trend != Trend::unknown; }

}  // namespace

void check_trends(const SyntheticYear& year, const Trends& given, Verdict& verdict) {
  const Seen seen(year);
  const Span window{year.now() - kWeek, year.now()};
  const Span before{year.now() - 2 * kWeek, year.now() - kWeek};
  std::map<std::string, const TrendRow*> rows;
  for (const TrendRow& row : given.rows) rows[row.group.namespace_name] = &row;
  std::size_t expected_rows = 0;
  for (std::size_t index = 0; index < year.places.size(); ++index) {
    const Place& place = year.places[index];
    const Counts now = counts_of(year, seen, place, window);
    const Counts then = counts_of(year, seen, place, before);
    if (now.oom_kills + now.crash_loops + then.oom_kills + then.crash_loops == 0) continue;
    ++expected_rows;
    const auto found = rows.find(place.name);
    if (found == rows.end()) {
      wrong(verdict, "{}: no trend", place.name);
      continue;
    }
    const TrendRow& row = *found->second;
    const double part = seen.fraction(index, window);
    const double part_before = seen.fraction(index, before);
    same(verdict, place.name + " kills", row.counts.oom_kills, now.oom_kills);
    same(verdict, place.name + " loops", row.counts.crash_loops, now.crash_loops);
    same(verdict, place.name + " kills before", row.previous.oom_kills, then.oom_kills);
    same(verdict, place.name + " loops before", row.previous.crash_loops, then.crash_loops);
    near(verdict, place.name + " seen", row.counts.seen_fraction, part);
    near(verdict, place.name + " seen before", row.previous.seen_fraction, part_before);
    const bool enough = part >= 0.25 && part_before >= 0.25;
    same(verdict, place.name + " unknown", row.trend == Trend::unknown, !enough);
    verdict.arrows += is_arrow(row.trend) ? 1 : 0;
    if (place.kind == Kind::steady && is_arrow(row.trend)) ++verdict.wrong_arrows;
    if (part < 0.9 || part_before < 0.9) continue;
    if (place.kind == Kind::rising || place.kind == Kind::falling) {
      ++verdict.changed;
      const bool up = row.trend == Trend::up || row.trend == Trend::up2;
      const bool down = row.trend == Trend::down || row.trend == Trend::down2;
      if (place.kind == Kind::rising ? up : down) ++verdict.changed_found;
      if (place.kind == Kind::rising ? down : up) wrong(verdict, "{}: an arrow the wrong way", place.name);
    }
  }
  same(verdict, "rows of trends", given.rows.size(), expected_rows);
}

void check_scores(const SyntheticYear& year, const Scores& given, Verdict& verdict) {
  const Seen seen(year);
  const Span window{year.now() - kWeek, year.now()};
  std::map<std::string, const Score*> rows;
  for (const Score& score : given.namespaces) rows[score.namespace_name] = &score;
  const std::size_t last = year.runs() - 1;
  for (std::size_t index = 0; index < year.places.size(); ++index) {
    const Place& place = year.places[index];
    const double part = seen.fraction(index, window);
    const auto found = rows.find(place.name);
    if (found == rows.end()) {
      if (part > 0) wrong(verdict, "{}: no score", place.name);
      continue;
    }
    same(verdict, place.name + " has a score", found->second->score.has_value(), part >= 0.25);
    if (part < 0.25 || !found->second->score) continue;
    // docs/ANALYSIS.md, by hand.
    double sum = 0;
    bool failed = false;
    for (const std::size_t each : place.containers) {
      const Container& container = year.containers[each];
      // What the newest run that spoke of it said.
      std::size_t run = last;
      while (run > 0 && (!year.reads(run, index) || year.sight(run, container) == SyntheticYear::Sight::nothing)) --run;
      const double urgency = year.sight(run, container) == SyntheticYear::Sight::failing ? 2 : 1;
      const auto weigh = [&](Timestamp time) {
        sum +=
            urgency * (1 - 0.5 * static_cast<double>((window.to - time).count()) / static_cast<double>(kWeek.count()));
        failed = true;
      };
      std::vector<Timestamp> times;
      for (const Timestamp time : seen.failures(each)) {
        if (window.from < time && time <= window.to) times.push_back(time);
      }
      if (container.type == "OOMKilled") {
        for (const Timestamp time : times) weigh(time);
        continue;
      }
      // A loop counts once, as recent as its last failure.
      const std::vector<Timestamp> begun = seen.loops(each);
      for (std::size_t i = 0; i < times.size(); ++i) {
        const bool goes_on = i + 1 < times.size() && !std::binary_search(begun.begin(), begun.end(), times[i + 1]);
        if (!goes_on) weigh(times[i]);
      }
    }
    const double penalty = sum / (place.pods * part);
    const int expected = failed ? std::min(99, static_cast<int>(std::floor(100 / (1 + penalty)))) : 100;
    same(verdict, place.name + " score", *found->second->score, expected);
  }
}

void check_regressions(const SyntheticYear& year, const Regressions& given, Verdict& verdict) {
  const Seen seen(year);
  const Span window{year.now() - kWeek, year.now()};
  std::map<std::string, const Regression*> rows;
  for (const Regression& row : given.rows) {
    if (!row.fingerprint.empty()) rows[row.fingerprint] = &row;
  }
  for (std::size_t each = 0; each < year.containers.size(); ++each) {
    const Container& container = year.containers[each];
    const Place& place = year.places[container.place];
    const auto found = rows.find(container.fingerprint);
    const std::string what = place.name + "/" + container.workload;
    const std::vector<Timestamp> times = container.type == "OOMKilled" ? seen.failures(each) : seen.loops(each);
    const std::int64_t now = count(times, window);
    if (now == 0) {
      if (found != rows.end()) wrong(verdict, "{}: a regression of nothing", what);
      continue;
    }
    if (found != rows.end()) same(verdict, what + " count", found->second->count, now);
    const Span past{year.now() - 9 * kWeek, year.now() - kWeek};
    const double known = seen.fraction(container.place, past);
    if (container.kind == Kind::hidden) {
      same(verdict, what + " is not called new", found == rows.end(), true);
    } else if (container.kind == Kind::fresh && known >= 0.5) {
      ++verdict.compared;
      if (found == rows.end() || found->second->kind != RegressionKind::fresh)
        wrong(verdict, "{}: is not called new", what);
    } else if (container.kind == Kind::burst && known >= 0.9 && now >= 10) {
      // Back rather than more, where it had been resolved; new, where it never failed before.
      ++verdict.compared;
      if (found == rows.end()) wrong(verdict, "{}: a burst of {} is not said", what, now);
    } else if (container.kind == Kind::steady) {
      ++verdict.unchanged;
      if (found != rows.end() && found->second->kind == RegressionKind::more) ++verdict.false_regressions;
      if (found != rows.end() && found->second->kind == RegressionKind::fresh) {
        const bool failed_before = count(times, {year.begin(), window.from}) > 0;
        if (failed_before) wrong(verdict, "{}: called new, and failed before", what);
      }
    }
  }
}

void check_incidents(const SyntheticYear& year, const std::vector<Incident>& given, Verdict& verdict) {
  const Seen seen(year);
  std::map<std::string, const Incident*> rows;
  for (const Incident& incident : given) rows[incident.fingerprint] = &incident;
  std::size_t expected_rows = 0;
  for (std::size_t each = 0; each < year.containers.size(); ++each) {
    const Container& container = year.containers[each];
    const std::string what = year.places[container.place].name + "/" + container.workload;
    bool ever = false;
    bool open = false;
    int healthy = 0;
    Timestamp after{};
    Timestamp resolved{};
    for (std::size_t run = 0; run < year.runs(); ++run) {
      if (!year.reads(run, container.place)) continue;
      if (year.sight(run, container) == SyntheticYear::Sight::failing) {
        if (!open) after = std::max(resolved, year.time(run) - year.look_back());
        ever = open = true;
        healthy = 0;
      } else if (open && ++healthy == 2) {
        open = false;
        resolved = year.time(run);
      }
    }
    const auto found = rows.find(container.fingerprint);
    if (!ever) {
      if (found != rows.end()) wrong(verdict, "{}: an incident of nothing", what);
      continue;
    }
    ++expected_rows;
    if (found == rows.end()) {
      wrong(verdict, "{}: no incident", what);
      continue;
    }
    const Incident& incident = *found->second;
    if (incident.status == IncidentStatus::flapping) continue;  // its own tests; longer than a day by more rules
    same(verdict, what + " open", incident.status == IncidentStatus::open, open);
    if (!open && incident.resolved_at) {
      same(verdict, what + " resolved", incident.resolved_at->time_since_epoch().count(),
           resolved.time_since_epoch().count());
    }
    same(verdict, what + " failures", incident.failures,
         count(seen.failures(each), {after, open ? year.now() : resolved}));
  }
  same(verdict, "incidents", given.size(), expected_rows);
}

}  // namespace oomscan::year
