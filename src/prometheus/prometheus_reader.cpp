#include "prometheus/prometheus_reader.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "prometheus/cluster_proof.hpp"
#include "prometheus/fact_collector.hpp"
#include "prometheus/fact_queries.hpp"
#include "prometheus/history_check.hpp"
#include "prometheus/namespace_batches.hpp"

namespace oomscan::prometheus {
namespace {

constexpr std::size_t kWarningBytesMax = 200;

std::string named(const std::vector<std::string>& namespaces) {
  if (namespaces.size() == 1) return fmt::format("namespace '{}'", printable(namespaces.front(), 100));
  return fmt::format("{} namespaces ('{}' to '{}')", namespaces.size(), printable(namespaces.front(), 100),
                     printable(namespaces.back(), 100));
}

Gap unanswered(const Error& error, const std::vector<std::string>& namespaces, std::string_view what) {
  return gap_from({error.kind, fmt::format("{} of {}: {}", what, named(namespaces), error.message), error.hint},
                  namespaces.size() == 1 ? namespaces.front() : std::string{}, GapSubject::prometheus);
}

bool is_silence(const Error& error) {
  return error.kind == ErrorKind::unreachable || error.kind == ErrorKind::timed_out;
}

Seconds whole_seconds(std::chrono::milliseconds time) {
  return std::max(std::chrono::duration_cast<Seconds>(time), Seconds{1});
}

// The questions of a batch may fail for the same reason: said once.
void add_gaps(std::vector<Gap>& gaps, const std::vector<std::string>& batch, const std::vector<const Error*>& errors,
              std::size_t questions) {
  if (errors.empty()) return;
  const bool alike = std::all_of(errors.begin(), errors.end(),
                                 [&](const Error* error) { return error->kind == errors.front()->kind; });
  if (alike && errors.size() == questions) {
    gaps.push_back(unanswered(*errors.front(), batch, "asking for the history"));
    return;
  }
  for (const Error* error : errors) gaps.push_back(unanswered(*error, batch, "asking for a part of the history"));
}

}  // namespace

struct PrometheusReader::Part {
  bool asked = false;
  std::optional<PrometheusAnswer> answer;
  std::optional<Error> error;
  QueryFrame frame;
};

PrometheusReader::PrometheusReader(FoundEndpoint found, KubeApi& cluster, const MetricsConfig& config,
                                   Scheduler& scheduler, Clock& clock)
    : description_(std::move(found.description)),
      api_(std::move(found.api)),
      namespaces_per_query_(std::max<std::size_t>(config.namespaces_per_query, 1)),
      workers_(std::max<std::size_t>(config.workers, 1)),
      timeout_(whole_seconds(config.request_timeout)),
      runner_(*api_, config.attempts, clock),
      scheduler_(scheduler),
      cluster_(cluster),
      tenant_(found.tenant),
      own_by_place_(found.own_by_place) {}

std::vector<PrometheusReader::Part> PrometheusReader::ask_all(const std::vector<std::vector<std::string>>& batches,
                                                              const TimeRange& range, bool tenant, Dating dating,
                                                              const SeriesForm& form, std::stop_token stop) {
  const QueryFrame fine = fine_frame(range);
  const QueryFrame coarse = coarse_frame(range);
  const std::size_t queries = queries_per_batch(dating);
  std::vector<Part> parts(batches.size() * queries);
  std::atomic<int> silent_in_a_row{0};
  scheduler_.for_each(
      parts.size(), workers_,
      [&](std::size_t i) {
        if (silent_in_a_row.load() >= kSilenceMax) return;
        const std::vector<std::string>& batch = batches[i / queries];
        QueryOutcome outcome = runner_.ask(
            [&](Fineness fineness) {
              const QueryFrame& frame = fineness == Fineness::fine ? fine : coarse;
              return range_target(fact_query(i % queries, batch, frame, dating, form), frame, timeout_,
                                  tenant ? batch.front() : std::string{});
            },
            stop);
        Part& part = parts[i];
        part.asked = true;
        part.frame = outcome.fineness == Fineness::fine ? fine : coarse;
        part.answer = std::move(outcome.answer);
        if (outcome.failure) part.error = std::move(outcome.failure->error);
        if (part.error && is_silence(*part.error)) {
          silent_in_a_row.fetch_add(1);
        } else {
          silent_in_a_row.store(0);
        }
      },
      stop);
  return parts;
}

MetricsAnswer PrometheusReader::read(const std::vector<std::string>& namespaces, const TimeRange& range,
                                     std::stop_token stop) {
  MetricsAnswer result;
  if (namespaces.empty()) return result;
  TimeRange reach = range;
  if (range.to - range.from > kReachMax) {
    reach.from = range.to - kReachMax;
    result.gaps.push_back(
        {"", GapSubject::history, GapReason::retention,
         fmt::format("Prometheus is asked for no more than {} days", kReachMax / std::chrono::days{1}),
         "ask for a shorter --time-range"});
  }

  bool tenant = tenant_;
  ClusterProof proof = prove_cluster(cluster_, runner_, namespaces, reach, own_by_place_, tenant, stop);
  if (!tenant && proof.failure && proof.failure->remedy == Remedy::name_a_namespace) {
    tenant = true;
    proof = prove_cluster(cluster_, runner_, namespaces, reach, own_by_place_, tenant, stop);
  }
  if (proof.failure) {
    result.gaps.push_back(unanswered(proof.failure->error, namespaces, "asking for the history"));
    return result;
  }
  if (!proof.proven && !proof.holds_nothing) {
    if (proof.gap) result.gaps.push_back(*std::move(proof.gap));
    return result;
  }
  const History history = check_history(runner_, namespaces, reach, timeout_, proof.only, tenant, stop);
  if (history.failure) {
    const Error& error = history.failure->error;
    if (is_silence(error) || error.kind == ErrorKind::cancelled || error.kind == ErrorKind::unauthorized ||
        error.kind == ErrorKind::forbidden) {
      result.gaps.push_back(unanswered(error, namespaces, "asking for the history"));
      result.unanswered = namespaces;
      return result;
    }
    result.gaps.push_back(unanswered(error, namespaces, "asking how far back the history reaches"));
  }
  result.reaches_back_to = history.reaches_back_to;
  result.gaps.insert(result.gaps.end(), history.gaps.begin(), history.gaps.end());
  std::set<std::string> warnings(history.warnings.begin(), history.warnings.end());

  const auto batches = namespace_batches(namespaces, tenant ? 1 : namespaces_per_query_, fine_frame(reach),
                                         history.dating, history.form, api_->target_bytes_max());
  const auto parts = ask_all(batches, reach, tenant, history.dating, history.form, stop);

  FactCollector facts(reach, history.begins);
  const std::size_t queries = queries_per_batch(history.dating);
  std::vector<std::string> not_asked;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    std::vector<const Error*> errors;
    bool all_asked = true;
    bool all_answered = true;
    for (std::size_t query = 0; query < queries; ++query) {
      const Part& part = parts[i * queries + query];
      all_asked = all_asked && part.asked;
      all_answered = all_answered && part.answer.has_value();
      if (part.error) errors.push_back(&*part.error);
      if (!part.answer) continue;
      facts.add(*part.answer, part.frame, batches[i]);
      warnings.insert(part.answer->warnings.begin(), part.answer->warnings.end());
    }
    add_gaps(result.gaps, batches[i], errors, queries);
    if (!all_answered) result.unanswered.insert(result.unanswered.end(), batches[i].begin(), batches[i].end());
    if (!all_asked) not_asked.insert(not_asked.end(), batches[i].begin(), batches[i].end());
  }
  if (!not_asked.empty()) {
    const Error error = stop.stop_requested() ? Error{ErrorKind::cancelled, "stopped", ""}
                                              : Error{ErrorKind::unreachable,
                                                      "not asked, after too many questions without an answer", ""};
    result.gaps.push_back(unanswered(error, not_asked, "asking for the history"));
  }
  std::size_t shown = 0;
  for (const std::string& warning : warnings) {
    if (++shown > kWarningsMax) break;
    result.gaps.push_back({"", GapSubject::prometheus, GapReason::partial,
                           fmt::format("it answered in part only: {}", printable(warning, kWarningBytesMax)),
                           "look at the stores behind this Thanos"});
  }
  std::sort(result.unanswered.begin(), result.unanswered.end());
  result.observations = facts.observations();
  return result;
}

}  // namespace oomscan::prometheus
