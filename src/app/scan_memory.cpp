#include "app/scan_memory.hpp"

#include <random>
#include <stop_token>
#include <utility>

#include <fmt/format.h>

#include "analyze/novelty.hpp"
#include "app/history.hpp"
#include "app/input_file.hpp"
#include "oomscan/model/analysis.hpp"
#include "oomscan/model/text.hpp"
#include "record/baseline.hpp"
#include "record/results_reader.hpp"
#include "record/run_record_of.hpp"
#include "redact/gate.hpp"
#include "redact/redactor.hpp"

namespace oomscan::app {
namespace {

Result<RunRecord> read_baseline(const std::string& path) {
  const Result<std::string> text = read_input_file(path);
  if (!text) return with_context(text.error(), "reading the baseline");
  Result<RunRecord> run = record::read_results(*text);
  if (!run) return with_context(run.error(), fmt::format("reading the baseline '{}'", printable(path)));
  return run;
}

std::vector<std::string> types_counted() { return {kTypesCounted.begin(), kTypesCounted.end()}; }

void set_novelty(ScanReport& report, const std::vector<std::optional<Novelty>>& novelty) {
  for (std::size_t i = 0; i < report.findings.size(); ++i) report.findings[i].novelty = novelty[i];
}

std::string new_id(Timestamp began) {
  std::random_device random;
  return new_run_id(began, (std::uint64_t{random()} << 32U) | random());
}

}  // namespace

Result<ScanMemory> ScanMemory::prepare(const Job& job) {
  ScanMemory memory(job);
  if (!job.options.store.empty()) {
    Result<store::StoreAddress> address = store_address(job.options);
    if (!address) return address.error();
    memory.address_ = *std::move(address);
  }
  if (!job.options.baseline.empty()) {
    Result<RunRecord> baseline = read_baseline(job.options.baseline);
    if (!baseline) return baseline.error();
    memory.baseline_ = *std::move(baseline);
  }
  return memory;
}

void ScanMemory::fail(const Error& error, std::string_view doing) {
  failed_ = true;
  job_->log.error(with_context(error, doing));
}

void ScanMemory::recall(ScanReport& report) {
  if (baseline_) set_novelty(report, record::novelty_against(*baseline_, report));
  if (!address_) return;
  Result<std::unique_ptr<HistoryStore>> store = open_history(*address_);
  if (!store) return fail(store.error(), "this scan is not in the history");
  store_ = *std::move(store);
  const Timestamp began = report.time_range.to;
  report.run_id = job_->options.run_id.empty() ? new_id(began) : job_->options.run_id;
  if (baseline_) return;
  // A scan that was stopped is remembered, too: the stop has been heard already.
  const Result<HistorySlice> past = store_->slice({began - analyze::kNoveltyReach, began}, std::stop_token{});
  if (!past) return fail(past.error(), "what is new is not known: reading the history");
  set_novelty(report, analyze::novelty_of(report.findings, *past, types_counted(), began));
}

void ScanMemory::record(const ScanReport& report) {
  if (store_ == nullptr) return;
  // What is kept for years has passed the redactor, whatever is shown.
  const std::unique_ptr<Redactor> redactor = redact::make_redactor();
  const ScanReport safe = redact::redacted(report, redactor.get());
  const RunRecord run = record::run_record_of(safe, {types_counted(), job_->components.clock().now()});
  const Result<RecordOutcome> recorded = store_->record(run, std::stop_token{});
  if (!recorded) return fail(recorded.error(), "this scan is not in the history");
  if (!recorded->added) {
    job_->log.warning(fmt::format("the run '{}' is in the history already: nothing was added", printable(run.id)));
    return;
  }
  job_->log.info(fmt::format("recorded as '{}' in {}", printable(run.id), store_->address()));
}

}  // namespace oomscan::app
