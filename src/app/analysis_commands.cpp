// Questions about the past: trends, score, regressions, incidents. Asks no cluster.
#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <stop_token>
#include <string>
#include <tuple>
#include <utility>

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

// --contexts, --include-ns and --exclude-ns.
Result<analyze::SelectsPlace> selection(const Options& options) {
  Result<scan::NamespaceFilter> filter =
      scan::NamespaceFilter::compile(options.include_namespaces, options.exclude_namespaces);
  if (!filter) return filter.error();
  return analyze::SelectsPlace{[filter = std::make_shared<scan::NamespaceFilter>(*std::move(filter)), &options](
                                   const HistorySlice::Cluster& cluster, const std::string& name) {
    const bool right_cluster =
        options.contexts.empty() ||
        std::any_of(options.contexts.begin(), options.contexts.end(), [&](const std::string& word) {
          return cluster.id == word || cluster.name.find(word) != std::string::npos;
        });
    return right_cluster && filter->selects(name);
  }};
}

// What happened from `reach` before now on, in the places that are asked about.
Result<Past> past_of(const Job& job, Timestamp now, Seconds reach) {
  const Result<analyze::SelectsPlace> selects = selection(job.options);
  if (!selects) return selects.error();
  Result<std::unique_ptr<HistoryStore>> store = existing_history(job);
  if (!store) return store.error();
  const Result<std::vector<RunSummary>> runs = (*store)->runs(std::numeric_limits<std::int32_t>::max(), job.stop);
  if (!runs) return runs.error();
  if (runs->empty()) return nothing_recorded(job, (*store)->address());
  Result<HistorySlice> slice = (*store)->slice({now - reach, now}, job.stop);
  if (!slice) return slice.error();
  for (const std::string& note : (*store)->notes()) job.log.warning(note);
  Past past{analyze::selected(*std::move(slice), *selects), {}};
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
  const Result<analyze::SelectsPlace> selects = selection(job.options);
  if (!selects) return fail(job, selects.error());
  Result<std::unique_ptr<HistoryStore>> store = existing_history(job);
  if (!store) return fail(job, store.error());
  Result<std::vector<Incident>> all = (*store)->incidents(job.stop);
  if (!all) return fail(job, all.error());
  Incidents answer{asked_at(job), *std::move(all)};
  std::erase_if(answer.rows, [&](const Incident& each) {
    return each.status == IncidentStatus::watched ||
           !(*selects)({each.subject.cluster_id, each.cluster}, each.subject.namespace_name);
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
