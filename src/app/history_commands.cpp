// `oom-scan history ...`: what is remembered.
#include <cstdint>
#include <limits>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/chosen_clusters.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/history.hpp"
#include "app/input_file.hpp"
#include "export/analysis_json.hpp"
#include "export/run_json.hpp"
#include "oomscan/model/text.hpp"
#include "record/results_reader.hpp"
#include "redact/gate.hpp"
#include "store/run_json.hpp"
#include "terminal/analysis_view.hpp"
#include "terminal/words.hpp"

namespace oomscan::app {
namespace {

constexpr std::size_t kAllRuns = std::numeric_limits<std::int32_t>::max();

// The run that is named, or the newest.
Result<RunRecord> named_run(const Job& job) {
  Result<std::unique_ptr<HistoryStore>> store = existing_history(job);
  if (!store) return store.error();
  std::string id = job.options.arguments.front();
  if (id == "latest") {
    const Result<std::vector<RunSummary>> runs = (*store)->runs(1, job.stop);
    if (!runs) return runs.error();
    if (runs->empty()) return nothing_recorded(job, (*store)->address());
    id = runs->front().id;
  }
  Result<RunRecord> run = (*store)->run(id, job.stop);
  for (const std::string& note : (*store)->notes()) job.log.warning(note);
  return run;
}

Result<std::vector<RunRecord>> runs_in(const std::string& path) {
  const Result<std::string> text = read_input_file(path);
  if (!text) return text.error();
  const std::string place = fmt::format("importing '{}'", printable(path));
  // What `history export` prints: several runs may stand one behind the other.
  if (text->starts_with("{\"record\"")) {
    std::vector<RunRecord> runs;
    std::size_t begin = 0;
    while (begin < text->size()) {
      std::size_t end = text->find("\n{\"record\":\"run\"", begin);
      end = end == std::string::npos ? text->size() : end + 1;
      Result<RunRecord> run = store::parse_run_lines(std::string_view(*text).substr(begin, end - begin));
      if (!run) return with_context(run.error(), place);
      runs.push_back(*std::move(run));
      begin = end;
    }
    return runs;
  }
  Result<RunRecord> run = record::read_results(*text);
  if (!run) return with_context(run.error(), place);
  std::vector<RunRecord> runs;
  runs.push_back(*std::move(run));
  return runs;
}

}  // namespace

int history_runs(const Job& job) {
  Result<std::unique_ptr<HistoryStore>> store = existing_history(job);
  if (!store) return fail(job, store.error());
  const Result<std::vector<RunSummary>> runs = (*store)->runs(kAllRuns, job.stop);
  if (!runs) return fail(job, runs.error());
  for (const std::string& note : (*store)->notes()) job.log.warning(note);
  if (job.options.answer_format == AnswerFormat::json) {
    exports::write_json(*runs, job.screen.out);
  } else if (job.options.answer_format == AnswerFormat::csv) {
    exports::write_csv(*runs, job.screen.out);
  } else {
    terminal::render_runs(*runs, asked_at(job), job.options.rows_max, job.screen.out_style, job.screen.out);
  }
  return kExitSeenAll;
}

int history_show(const Job& job) {
  const Result<RunRecord> run = named_run(job);
  if (!run) return fail(job, run.error());
  switch (job.options.answer_format) {
    case AnswerFormat::json:
      exports::write_json(*run, job.screen.out);
      break;
    case AnswerFormat::csv:
      exports::write_csv(*run, job.screen.out);
      break;
    case AnswerFormat::table:
      terminal::render_run(*run, job.screen.out_style, job.screen.out);
      break;
  }
  return kExitSeenAll;
}

int history_export(const Job& job) {
  const Result<RunRecord> run = named_run(job);
  if (!run) return fail(job, run.error());
  job.screen.out << store::run_lines(*run);
  return kExitSeenAll;
}

int history_import(const Job& job) {
  const Result<store::StoreAddress> address = store_address(job.options);
  if (!address) return fail(job, address.error());
  Result<std::unique_ptr<HistoryStore>> store = open_history(*address);
  if (!store) return fail(job, store.error());
  // A list that gives a cluster's name alone means the one that goes by it, if there is exactly one.
  const Result<HistorySlice> known = (*store)->slice({}, job.stop);
  if (!known) return fail(job, known.error());
  std::size_t added = 0;
  std::size_t there = 0;
  std::size_t failed = 0;
  for (const std::string& path : job.options.arguments) {
    if (job.stop.stop_requested()) return kExitInterrupted;
    Result<std::vector<RunRecord>> runs = runs_in(path);
    if (!runs) {
      job.log.error(runs.error());
      ++failed;
      continue;
    }
    for (RunRecord& run : *runs) {
      record::name_clusters(run, known->clusters);
      const Result<RecordOutcome> recorded = (*store)->record(run, job.stop);
      if (!recorded) return fail(job, recorded.error());
      ++(recorded->added ? added : there);
    }
  }
  job.screen.out << fmt::format("{} imported, {} there already, {} not read\n", added, there, failed);
  return failed > 0 ? kExitNothingScanned : kExitSeenAll;
}

int history_prune(const Job& job) {
  if (job.options.older_than == Seconds{0}) {
    return fail(job, {ErrorKind::usage, "nothing says what to remove", "add '--older-than 90d'"});
  }
  Result<std::unique_ptr<HistoryStore>> store = existing_history(job);
  if (!store) return fail(job, store.error());
  const Result<PruneOutcome> pruned = (*store)->prune(asked_at(job) - job.options.older_than, job.stop);
  if (!pruned) return fail(job, pruned.error());
  job.screen.out << fmt::format("removed the details of {} from {}; the times of all failures are kept\n",
                                terminal::counted(static_cast<std::int64_t>(pruned->findings), "finding"),
                                terminal::counted(static_cast<std::int64_t>(pruned->runs), "run"));
  return kExitSeenAll;
}

}  // namespace oomscan::app
