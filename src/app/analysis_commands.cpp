// Questions about the past: trends, score, regressions, incidents. Asks no cluster.
#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analyze/regressions.hpp"
#include "analyze/score.hpp"
#include "analyze/selection.hpp"
#include "analyze/trends.hpp"
#include "app/chosen_clusters.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/history.hpp"
#include "export/analysis_json.hpp"
#include "oomscan/model/text.hpp"
#include "scan/namespace_filter.hpp"
#include "terminal/analysis_view.hpp"

namespace oomscan::app {
namespace {

constexpr Seconds kWeek{7 * 86400};

struct Past {
  HistorySlice slice;
  terminal::PastReach reach;
};

bool answers_to(const HistorySlice::Cluster& cluster, const std::string& word) {
  return cluster.id == word || cluster.name.find(word) != std::string::npos;
}

// --contexts, --include-ns and --exclude-ns.
struct Selection {
  std::shared_ptr<const scan::NamespaceFilter> filter;
  analyze::SelectsPlace selects;
};

Result<Selection> selection(const Options& options) {
  Result<scan::NamespaceFilter> filter =
      scan::NamespaceFilter::compile(options.include_namespaces, options.exclude_namespaces);
  if (!filter) return filter.error();
  auto shared = std::make_shared<const scan::NamespaceFilter>(*std::move(filter));
  return Selection{shared, [shared, &options](const HistorySlice::Cluster& cluster, const std::string& name) {
                     const bool right_cluster =
                         options.contexts.empty() ||
                         std::any_of(options.contexts.begin(), options.contexts.end(),
                                     [&](const auto& word) { return answers_to(cluster, word); });
                     return right_cluster && shared->selects(name);
                   }};
}

// A word that nothing remembered answers to is a mistake: what it selects is no quiet past.
std::optional<Error> unknown_cluster(const Options& options, const std::vector<HistorySlice::Cluster>& clusters) {
  for (const std::string& word : options.contexts) {
    if (std::any_of(clusters.begin(), clusters.end(), [&](const auto& each) { return answers_to(each, word); })) {
      continue;
    }
    std::string names;
    for (const HistorySlice::Cluster& each : clusters) names += (names.empty() ? "" : ", ") + printable(each.name);
    return Error{ErrorKind::usage,
                 fmt::format("--contexts: no cluster in the history answers to '{}'", printable(word)),
                 "it remembers: " + names};
  }
  return std::nullopt;
}

void warn_of_idle_patterns(const Job& job, const scan::NamespaceFilter& filter, const std::vector<std::string>& names) {
  for (const std::string& pattern : filter.idle_includes(names)) {
    job.log.warning(fmt::format("--include-ns '{}' matches no namespace that is remembered", printable(pattern)));
  }
  for (const std::string& pattern : filter.idle_excludes(names)) {
    job.log.warning(fmt::format("--exclude-ns '{}' matches no namespace that is remembered", printable(pattern)));
  }
}

// What happened from `reach` before now on, in the places that are asked about.
Result<Past> past_of(const Job& job, Timestamp now, Seconds reach) {
  const Result<Selection> chosen = selection(job.options);
  if (!chosen) return chosen.error();
  Result<std::unique_ptr<HistoryStore>> store = existing_history(job);
  if (!store) return store.error();
  const Result<std::vector<RunSummary>> runs = (*store)->runs(std::numeric_limits<std::int32_t>::max(), job.stop);
  if (!runs) return runs.error();
  if (runs->empty()) return nothing_recorded(job, (*store)->address());
  Result<HistorySlice> slice = (*store)->slice({now - reach, now}, job.stop);
  if (!slice) return slice.error();
  for (const std::string& note : (*store)->notes()) job.log.warning(note);
  if (auto error = unknown_cluster(job.options, slice->clusters)) return *std::move(error);
  std::vector<std::string> names;
  for (const HistorySlice::Seen& each : slice->seen) names.push_back(each.namespace_name);
  for (const HistorySlice::KnownSubject& each : slice->subjects) names.push_back(each.id.namespace_name);
  warn_of_idle_patterns(job, *chosen->filter, names);
  Past past{analyze::selected(*std::move(slice), chosen->selects), {}};
  for (const HistorySlice::Seen& seen : past.slice.seen) {
    past.reach.since = std::min(past.reach.since.value_or(seen.span.from), seen.span.from);
  }
  past.reach.runs = static_cast<std::size_t>(
      std::count_if(runs->begin(), runs->end(), [&](const RunSummary& run) { return run.finished_at <= now; }));
  return past;
}

AnalysisQuestion question_of(const Job& job) {
  AnalysisQuestion question = job.options.question;
  question.now = asked_at(job);
  return question;
}

template <class Answer>
int print(const Job& job, const Answer& answer, const std::function<void()>& table) {
  switch (job.options.answer_format) {
    case AnswerFormat::json:
      exports::write_json(answer, job.screen.out);
      break;
    case AnswerFormat::csv:
      exports::write_csv(answer, job.screen.out);
      break;
    case AnswerFormat::table:
      table();
      break;
  }
  return kExitSeenAll;
}

}  // namespace

int trends(const Job& job) {
  const AnalysisQuestion question = question_of(job);
  const Result<Past> past = past_of(job, question.now, 2 * question.window);
  if (!past) return fail(job, past.error());
  const Trends answer = analyze::trends(past->slice, question);
  return print(job, answer, [&] {
    terminal::render_trends(answer, past->reach, job.options.rows_max, job.screen.out_style, job.screen.out);
  });
}

int score(const Job& job) {
  const AnalysisQuestion question = question_of(job);
  const Result<Past> past = past_of(job, question.now, question.window);
  if (!past) return fail(job, past.error());
  const Scores answer = analyze::scores(past->slice, question);
  return print(job, answer, [&] {
    terminal::render_scores(answer, past->reach, job.options.rows_max, job.screen.out_style, job.screen.out);
  });
}

int regressions(const Job& job) {
  const AnalysisQuestion question = question_of(job);
  const Result<Past> past = past_of(job, question.now, question.window + analyze::kBaselineWeeks * kWeek);
  if (!past) return fail(job, past.error());
  const Regressions answer = analyze::regressions(past->slice, question);
  return print(job, answer, [&] {
    terminal::render_regressions(answer, past->reach, job.options.rows_max, job.screen.out_style, job.screen.out);
  });
}

int incidents(const Job& job) {
  const Result<Selection> chosen = selection(job.options);
  if (!chosen) return fail(job, chosen.error());
  Result<std::unique_ptr<HistoryStore>> store = existing_history(job);
  if (!store) return fail(job, store.error());
  Result<std::vector<Incident>> all = (*store)->incidents(job.stop);
  if (!all) return fail(job, all.error());
  // Of no time: the clusters that are known at all.
  const Result<HistorySlice> known = (*store)->slice({}, job.stop);
  if (!known) return fail(job, known.error());
  if (const auto error = unknown_cluster(job.options, known->clusters)) return fail(job, *error);
  for (const std::string& note : (*store)->notes()) job.log.warning(note);
  std::vector<std::string> names;
  for (const Incident& each : *all) names.push_back(each.subject.namespace_name);
  for (const HistorySlice::KnownSubject& each : known->subjects) names.push_back(each.id.namespace_name);
  warn_of_idle_patterns(job, *chosen->filter, names);
  Incidents answer{asked_at(job), *std::move(all)};
  std::erase_if(answer.rows, [&](const Incident& each) {
    return each.status == IncidentStatus::watched ||
           !chosen->selects({each.subject.cluster_id, each.cluster}, each.subject.namespace_name);
  });
  // What is open first, the newest failure first; ties by name.
  std::stable_sort(answer.rows.begin(), answer.rows.end(), [](const Incident& a, const Incident& b) {
    const auto order = [](const Incident& each) {
      return std::tuple(each.status == IncidentStatus::resolved, -each.last_failure_at.time_since_epoch().count(),
                        each.cluster, each.subject.namespace_name, each.fingerprint);
    };
    return order(a) < order(b);
  });
  return print(job, answer, [&] {
    terminal::render_incidents(answer, job.options.resolved_too, job.options.rows_max, job.screen.out_style,
                               job.screen.out);
  });
}

}  // namespace oomscan::app
