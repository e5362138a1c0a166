// A whole year of a synthetic fleet in a store: what recording costs, what each question costs, and whether the answers
// are the truth's. Usage: history_year ADDRESS [CLUSTERS NAMESPACES DAYS RUNS_A_DAY]; exit code 1: an answer was wrong.
// See scripts/history-year.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

#include "analyze/regressions.hpp"
#include "analyze/run_judge.hpp"
#include "analyze/score.hpp"
#include "analyze/trends.hpp"
#include "store/open_store.hpp"
#include "store/year/truth_check.hpp"

namespace oomscan::year {
namespace {

constexpr Seconds kDay{86400};

// Of the clock, and of this process's own work: a server's, and what else the machine does, are in the first only.
struct Cost {
  double wall = 0;
  double cpu = 0;

  Cost operator+(const Cost& other) const { return {wall + other.wall, cpu + other.cpu}; }
};

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Cost cost_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  const double cpu = cpu_seconds();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), cpu_seconds() - cpu};
}

long peak_mib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

template <class T>
T value_of(Result<T> result, const char* what) {
  if (result) return *std::move(result);
  fmt::print(stderr, "{}: {}\n", what, result.error().message);
  std::exit(2);
}

void record_all(const SyntheticYear& year, HistoryStore& store) {
  std::vector<double> times;
  std::vector<double> cpu_times;
  std::int64_t findings = 0;
  std::int64_t pods = 0;
  for (std::size_t i = 0; i < year.runs(); ++i) {
    const RunRecord run = year.run(i);
    if (i == year.runs() / 2) {
      for (const RecordedCluster& cluster : run.clusters) {
        findings += static_cast<std::int64_t>(cluster.findings.size());
        pods += cluster.pods;
      }
    }
    const Cost cost = cost_of([&] { (void)value_of(store.record(run, {}), "recording"); });
    times.push_back(cost.wall);
    cpu_times.push_back(cost.cpu);
  }
  const double last = times.back();
  std::sort(times.begin(), times.end());
  std::sort(cpu_times.begin(), cpu_times.end());
  fmt::print("recorded {} runs; one in the middle has {} pods, {} findings\n", times.size(), pods, findings);
  fmt::print(
      "a run: {:.3f} s median, {:.3f} s of 99 %, {:.3f} s longest, {:.3f} s the last; CPU {:.3f} s "
      "median; peak {} MiB\n",
      times[times.size() / 2], times[times.size() * 99 / 100], times.back(), last, cpu_times[cpu_times.size() / 2],
      peak_mib());
}

void print(const char* what, const Cost& cost) {
  fmt::print("{:<34} {:>8.3f} s  CPU {:>8.3f} s  peak {} MiB\n", what, cost.wall, cost.cpu, peak_mib());
}

int ask(const SyntheticYear& year, HistoryStore& store) {
  const Timestamp now = year.now();
  const AnalysisQuestion week{now, "7d", 7 * kDay, GroupBy::namespaces};
  Verdict verdict;
  print("the newest 20 runs", cost_of([&] { (void)value_of(store.runs(20, {}), "runs"); }));
  HistorySlice slice;
  const auto read = [&](int days) {
    return cost_of([&] { slice = value_of(store.slice({now - days * kDay, now}, {}), "slice"); });
  };
  Scores scores;
  print("score: 7 days", read(7) + cost_of([&] { scores = analyze::scores(slice, week); }));
  Trends trends;
  print("trends: 14 days", read(14) + cost_of([&] { trends = analyze::trends(slice, week); }));
  Regressions regressions;
  print("regressions: 9 weeks", read(63) + cost_of([&] { regressions = analyze::regressions(slice, week); }));
  std::vector<Incident> incidents;
  print("incidents", cost_of([&] { incidents = value_of(store.incidents({}), "incidents"); }));

  // The truth is that of all the time: a loop that began before a slice would begin with it.
  const Cost whole = read(static_cast<int>((now - year.begin()) / kDay) + 1);
  print("everything", whole);
  check_trends(year, analyze::trends(slice, week), verdict);
  check_scores(year, analyze::scores(slice, week), verdict);
  check_regressions(year, analyze::regressions(slice, week), verdict);
  check_incidents(year, incidents, verdict);
  fmt::print("{} values compared with the truth, {} wrong\n", verdict.compared, verdict.wrong.size());
  fmt::print("{} arrows, {} of them where nothing changed; {} of {} changes found\n", verdict.arrows,
             verdict.wrong_arrows, verdict.changed_found, verdict.changed);
  fmt::print("{} of {} unchanged containers are called worse\n", verdict.false_regressions, verdict.unchanged);
  for (const std::string& line : verdict.wrong) fmt::print("wrong: {}\n", line);
  const bool fair = static_cast<double>(verdict.wrong_arrows) <= 0.05 * static_cast<double>(verdict.arrows) + 1;
  return verdict.wrong.empty() && fair ? 0 : 1;
}

}  // namespace
}  // namespace oomscan::year

int main(int count, char** words) {
  using namespace oomscan;
  if (count != 2 && count != 6) {
    fmt::print(stderr, "history_year ADDRESS [CLUSTERS NAMESPACES DAYS RUNS_A_DAY]\n");
    return 2;
  }
  year::Size size{20, 2000, 365, 8, 1};
  if (count == 6) size = {std::atoi(words[2]), std::atoi(words[3]), std::atoi(words[4]), std::atoi(words[5]), 1};
  const year::SyntheticYear fleet(size);
  const IncidentJudge judge = [](const RunRecord& run, const std::vector<Incident>& before) {
    return analyze::judge_run(run, before, {});
  };
  const auto address = year::value_of(store::parse_store(words[1]), "address");
  const auto store = year::value_of(store::open_store(address, judge), "opening");
  year::record_all(fleet, *store);
  std::fflush(stdout);
  return year::ask(fleet, *store);
}
