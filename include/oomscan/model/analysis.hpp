// What analysis of the past says: values that tables, CSV, JSON, the report and alerts read alike, so that they cannot
// disagree. Names and members of the machine formats: docs/ANALYSIS.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/history.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan {

// The types that trends, scores and regressions count: a run that did not look for all of them has not seen a place.
inline constexpr std::array<std::string_view, 2> kTypesCounted = {"OOMKilled", "CrashLoopBackOff"};

enum class GroupBy { cluster, namespaces, workload, pod };
[[nodiscard]] std::string_view to_id(GroupBy by);  // "cluster", "namespace", "workload", "pod"

struct AnalysisQuestion {
  Timestamp now{};
  std::string window_name = "7d";
  Seconds window{7 * 86400};  // > 0
  GroupBy by = GroupBy::namespaces;

  // After `from`, up to and with `to`.
  [[nodiscard]] Span span() const { return {now - window, now}; }
  [[nodiscard]] Span span_before() const { return {now - 2 * window, now - window}; }
};

struct AnalysisGroup {
  std::string cluster;  // as the newest run names it
  std::string cluster_id;
  std::string namespace_name;        // empty: the whole cluster
  std::optional<Workload> workload;  // by workload and by pod
  std::optional<std::string> pod;    // by pod
  std::string pod_uid;               // by pod

  friend bool operator==(const AnalysisGroup&, const AnalysisGroup&) = default;
};

// Lower bounds within what was seen.
struct FailureCounts {
  std::int64_t oom_kills = 0;
  std::int64_t crash_loops = 0;  // that began
  std::int64_t restarts = 0;
  double seen_fraction = 0;  // of the span, 0 to 1

  friend bool operator==(const FailureCounts&, const FailureCounts&) = default;
};

enum class Trend { up2, up, flat, down, down2, unknown };
[[nodiscard]] std::string_view to_id(Trend trend);

struct TrendRow {
  AnalysisGroup group;
  FailureCounts counts;
  FailureCounts previous;
  Trend trend = Trend::unknown;  // of OOM kills and crash loops together
  Trend oom_trend = Trend::unknown;
  Trend crash_loop_trend = Trend::unknown;
  struct Day {
    Timestamp date{};  // its midnight, UTC; the first and the last day may be parts
    FailureCounts counts;
  };
  std::vector<Day> per_day;  // every day that the window touches, ascending
};

struct Trends {
  AnalysisQuestion question;
  std::vector<TrendRow> rows;
  std::int64_t quiet =
      0;  // groups by namespace or cluster that were seen enough, and without a failure in either window
  std::int64_t not_seen = 0;  // places that are known and were not seen enough in this window
};

enum class ScoreStatus { stable, warning, critical, not_enough_seen };
[[nodiscard]] std::string_view to_id(ScoreStatus status);  // "Stable", "Warning", "Critical", "not enough seen"

struct ScorePart {
  std::string what;  // "oom_kills", "crash_loops", "restarts", "other_failures"
  std::int64_t count = 0;
  double weight = 0;
  double weighted = 0;  // the count with recency and "fails now" weighed in
  double penalty = 0;   // weight x weighted, per pod and week seen
};

struct Score {
  std::string cluster;
  std::string cluster_id;
  std::string namespace_name;  // empty: of a cluster
  std::optional<int> score;    // nullopt: not enough seen
  ScoreStatus status = ScoreStatus::not_enough_seen;
  double seen_fraction = 0;
  std::int64_t pods = 0;  // the penalty is per pod
  std::vector<ScorePart> parts;
};

struct Scores {
  AnalysisQuestion question;
  std::vector<Score> namespaces;  // the worst first; those without a score last
  std::vector<Score> clusters;
};

enum class RegressionKind { more, fresh, back };
[[nodiscard]] std::string_view to_id(RegressionKind kind);  // "more", "new", "back"

struct Regression {
  std::string fingerprint;  // empty: of a namespace
  AnalysisGroup group;
  std::string container;  // empty: of a namespace
  std::string type;
  RegressionKind kind = RegressionKind::more;
  std::int64_t count = 0;
  struct Baseline {
    int weeks_seen = 0;  // of which enough was seen
    std::int64_t min = 0;
    std::int64_t max = 0;
    double rate_per_week = 0;
  } baseline;
  double p = 1;                               // of so many or more, if nothing had changed
  Timestamp since{};                          // the first failure in the window
  std::vector<HistorySlice::Change> changes;  // shortly before `since`, nearest first: coincidences in time
};

struct Regressions {
  AnalysisQuestion question;
  std::vector<Regression> rows;
  std::int64_t unknown_past = 0;  // subjects that failed and whose past was not seen enough to judge
};

}  // namespace oomscan
