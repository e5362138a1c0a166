// What a Prometheus can know at all: whether the needed metrics exist, and how far back. Without it "nothing found"
// would mean nothing.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/report.hpp"
#include "prometheus/fact_collector.hpp"
#include "prometheus/fact_queries.hpp"
#include "prometheus/query_runner.hpp"

namespace oomscan::prometheus {

// Moments at which the range is looked at; the oldest data is then looked for between two of them.
inline constexpr std::int64_t kProbes = 64;
// Data that begins, or ends, this little inside the range is not worth a gap.
inline constexpr Seconds kHistoryTolerance{900};
// Behind a tenant's port, so many of the namespaces are asked, evenly spread.
inline constexpr std::size_t kTenantNamespacesProbed = 5;
// Queries of a check: one for the presence (kTenantNamespacesProbed behind a tenant's port), and one each for where
// kube-state-metrics' and cAdvisor's data begins; and one for holes.
inline constexpr std::size_t kHistoryQueriesMax = 4;
// Samples that the look for holes may load, and the number of series above which it looks at some of them only: those
// of pods whose names end in one of a few digits, as generated names do.
inline constexpr double kHoleSamplesMax = 20e6;
inline constexpr double kHoleSeriesMax = 2'500;
// Holes of one exporter that are named; how many more there are is counted.
inline constexpr std::size_t kHolesNamedMax = 3;

struct History {
  std::optional<Timestamp> reaches_back_to;
  DataBegins begins;
  Dating dating = Dating::by_either;
  SeriesForm form{};
  std::vector<Gap> gaps;
  std::vector<std::string> warnings;
  // The check itself failed; then the rest says nothing, and dating is the one that misses nothing.
  std::optional<QueryFailure> failure;
};

// namespaces: what the scan is about. only: matchers of this cluster's series, or empty. tenant: ask about one
// namespace at a time. Blocks.
[[nodiscard]] History check_history(const QueryRunner& runner, const std::vector<std::string>& namespaces,
                                    const TimeRange& range, Seconds timeout, const std::string& only, bool tenant,
                                    std::stop_token stop);

// First and last moment at which each family of metrics had samples, and how many series at most.
struct Span {
  Timestamp first{};
  Timestamp last{};
  double series = 0;
};
using Spans = std::map<std::string, Span, std::less<>>;

// What the probes mean. `probe_step`: how far they are apart. Pure.
[[nodiscard]] History judge_history(const Spans& spans, const TimeRange& range, Seconds probe_step, bool tenant);

// Times without any sample that lie between two points at which there were some, and are longer than the points are
// apart and kHistoryTolerance. `times`: ascending. Pure.
struct Hole {
  Timestamp from{};
  Timestamp to{};

  friend bool operator==(const Hole&, const Hole&) = default;
};
[[nodiscard]] std::vector<Hole> holes_in(const std::vector<Timestamp>& times, Seconds step);

}  // namespace oomscan::prometheus
