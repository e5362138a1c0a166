#include "store/year/synthetic_year.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "oomscan/model/identity.hpp"

namespace oomscan::year {
namespace {

constexpr Seconds kDay{86400};
constexpr Seconds kWeek{7 * 86400};
constexpr Timestamp kBegin{Seconds{1'735'689'600}};  // 2025-01-01T00:00:00Z
// A container that failed is still spoken of for so long, as recovered.
constexpr Seconds kRemembered{48 * 3600};

bool within(const std::vector<Span>& spans, Timestamp time) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const Span& span) { return span.from <= time && time <= span.to; });
}

// Of a hundred places.
Kind kind_of(int number) {
  const int share = number % 100;
  if (share < 36) return Kind::steady;
  if (share < 41) return Kind::rising;
  if (share < 46) return Kind::falling;
  if (share < 51) return Kind::burst;
  if (share < 56) return Kind::fresh;
  if (share < 58) return Kind::hidden;
  return Kind::quiet;
}

}  // namespace

SyntheticYear::SyntheticYear(const Size& size) : random_(size.seed), between_(kDay / size.runs_a_day), begin_(kBegin) {
  for (int i = 1; i <= size.days * size.runs_a_day; ++i) times_.push_back(begin_ + i * between_);
  for (int cluster = 0; cluster < size.clusters; ++cluster) {
    std::vector<Span> down;
    // Some days without any answer, every other month.
    for (Timestamp month = begin_; month < now(); month += 60 * kDay) {
      const Timestamp from = month + Seconds{static_cast<std::int64_t>(below_one() * 50 * 86400)};
      if (below_one() < 0.5) down.push_back({from, from + (1 + static_cast<int>(below_one() * 4)) * kDay});
    }
    down_.push_back(std::move(down));
    places_of_.emplace_back();
  }
  for (int number = 0; number < size.namespaces; ++number) add_place(number, size);
}

void SyntheticYear::add_place(int number, const Size& size) {
  Place place;
  // Kinds go by 37 steps, so that small fleets have all of them.
  place.kind = kind_of(number * 37);
  place.cluster = static_cast<std::size_t>(number % size.clusters);
  place.name = fmt::format("tenant-{:04}", number);
  place.pods = 5 + static_cast<int>(below_one() * 90);
  if (place.kind == Kind::hidden) {
    place.forbidden.push_back({begin_ - kWeek, now() - kWeek});
  } else if (below_one() < 0.15) {
    const Timestamp from =
        begin_ + Seconds{static_cast<std::int64_t>(below_one() * static_cast<double>((now() - begin_).count()))};
    place.forbidden.push_back({from, from + (2 + static_cast<int>(below_one() * 20)) * kDay});
  }
  const std::size_t index = places.size();
  places.push_back(place);
  places_of_[place.cluster].push_back(index);
  if (place.kind == Kind::quiet) return;
  const double rates[] = {2, 7, 14};
  const double steady = rates[number % 3];
  add_container(index, place.kind, "OOMKilled", place.kind == Kind::steady ? steady : 0);
  if (place.kind == Kind::steady) {
    add_container(index, Kind::steady, "CrashLoopBackOff", steady);
    add_container(index, Kind::steady, "OOMKilled", steady);
  }
}

void SyntheticYear::add_container(std::size_t place, Kind kind, const std::string& type, double per_week) {
  Container container;
  container.place = place;
  container.kind = kind;
  container.type = type;
  container.workload = fmt::format("w{}", places[place].containers.size());
  container.pod = fmt::format("{}-{}-0", places[place].name, container.workload);
  Finding named;
  named.cluster_id = cluster_id(places[place].cluster);
  named.namespace_name = places[place].name;
  named.workload = {"Deployment", container.workload};
  named.container = "app";
  named.type = type;
  container.fingerprint = fingerprint_of(named);
  double before = per_week;
  double last = per_week;
  if (kind == Kind::rising) before = 7, last = 28;
  if (kind == Kind::falling) before = 28, last = 7;
  if (kind == Kind::burst) before = 0.5, last = 0;
  if (kind == Kind::fresh || kind == Kind::hidden) before = 0, last = 0;
  const Timestamp last_week = now() - kWeek;
  // A Poisson process: exponential waits.
  const auto happen = [&](Timestamp from, Timestamp to, double rate) {
    if (rate <= 0) return;
    for (double at = 0;;) {
      at += -std::log(1 - below_one()) * static_cast<double>(kWeek.count()) / rate;
      const Timestamp time = from + Seconds{1 + static_cast<std::int64_t>(at)};
      if (time > to) return;
      container.failures.push_back(time);
    }
  };
  happen(begin_, last_week, before);
  happen(last_week, now(), last);
  const int burst = kind == Kind::burst ? 12 : kind == Kind::fresh || kind == Kind::hidden ? 5 : 0;
  for (int i = 0; i < burst; ++i) {
    container.failures.push_back(
        last_week + Seconds{1 + static_cast<std::int64_t>(below_one() * static_cast<double>(kWeek.count() - 2))});
  }
  std::sort(container.failures.begin(), container.failures.end());
  container.failures.erase(std::unique(container.failures.begin(), container.failures.end()), container.failures.end());
  places[place].containers.push_back(containers.size());
  containers.push_back(std::move(container));
}

bool SyntheticYear::reads(std::size_t number, std::size_t place) const {
  const Timestamp time = times_[number];
  return !within(down_[places[place].cluster], time) && !within(places[place].forbidden, time);
}

SyntheticYear::Sight SyntheticYear::sight(std::size_t number, const Container& container) const {
  const Timestamp now = times_[number];
  const auto next = std::upper_bound(container.failures.begin(), container.failures.end(), now);
  if (next == container.failures.begin() || *std::prev(next) <= now - kRemembered) return Sight::nothing;
  return *std::prev(next) > now - between_ ? Sight::failing : Sight::recovered;
}

RecordedFinding SyntheticYear::finding(std::size_t number, const Container& container, Sight sight) const {
  const Place& place = places[container.place];
  RecordedFinding finding;
  finding.fingerprint = container.fingerprint;
  finding.subject = {cluster_id(place.cluster), place.name, {"Deployment", container.workload}, "app", container.type};
  finding.pod = container.pod;
  finding.pod_uid = "uid-of-" + container.pod;
  finding.state = sight == Sight::failing ? State::active : State::recovered;
  finding.confidence = Confidence::confirmed;
  finding.cause = container.type == "OOMKilled" ? "OOMKilled" : "Error";
  finding.node = fmt::format("node-{}", container.place % 50);
  finding.image = fmt::format("registry.example/{}/{}:1.{}", place.name, container.workload, number / 200);
  finding.exit_code = container.type == "OOMKilled" ? 137 : 1;
  finding.memory_limit_bytes = std::int64_t{256} << 20;
  const Timestamp now = times_[number];
  for (auto each = std::upper_bound(container.failures.begin(), container.failures.end(), now - look_back());
       each != container.failures.end() && *each <= now; ++each) {
    finding.moments.push_back({*each, *each});
  }
  return finding;
}

RunRecord SyntheticYear::run(std::size_t number) const {
  const Timestamp now = times_[number];
  RunRecord run;
  run.id = new_run_id(now - Seconds{60}, number);
  run.started_at = now - Seconds{60};
  run.finished_at = now;
  run.tool_version = "0.1.0";
  run.range_requested = "6h";
  run.range = {now - look_back(), now};
  run.types = {"OOMKilled", "CrashLoopBackOff"};
  for (std::size_t cluster = 0; cluster < down_.size(); ++cluster) {
    RecordedCluster part;
    part.id = cluster_id(cluster);
    part.name = fmt::format("prd-{:02}", cluster);
    part.server = fmt::format("https://api.prd-{:02}.example:6443", cluster);
    if (within(down_[cluster], now)) {
      part.status = "skipped";
      part.gaps = {{"", "cluster", "unreachable", "no answer within 45 s"}};
      run.clusters.push_back(std::move(part));
      continue;
    }
    part.status = "scanned";
    for (const std::size_t index : places_of_[cluster]) {
      const Place& place = places[index];
      part.pods += place.pods;
      if (!reads(number, index)) {
        part.gaps.push_back({place.name, "pods", "forbidden", "may not list pods"});
        continue;
      }
      part.complete_namespaces.push_back(place.name);
      part.seen.push_back({place.name, "events", {now - look_back(), now}});
      part.sizes.push_back({0, place.name, place.pods});
      for (const std::size_t each : place.containers) {
        const Sight seen = sight(number, containers[each]);
        if (seen != Sight::nothing) part.findings.push_back(finding(number, containers[each], seen));
      }
    }
    run.clusters.push_back(std::move(part));
  }
  return run;
}

}  // namespace oomscan::year
