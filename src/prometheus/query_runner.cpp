#include "prometheus/query_runner.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace oomscan::prometheus {
namespace {

std::chrono::milliseconds wait_after(int attempt, const QueryFailure& failure) {
  std::chrono::milliseconds wait = kRetryWaitFirst;
  for (int i = 1; i < attempt && wait < kRetryWaitMax; ++i) wait *= 2;
  wait = std::min(wait, kRetryWaitMax);
  if (!failure.retry_after) return wait;
  return std::max<std::chrono::milliseconds>(wait, std::min(*failure.retry_after, kRetryAfterMax));
}

QueryOutcome failed(QueryFailure failure, Fineness fineness) { return {std::nullopt, std::move(failure), fineness}; }

}  // namespace

QueryRunner::QueryRunner(QueryApi& api, int attempts, Clock& clock)
    : api_(api), attempts_(std::max(attempts, 1)), clock_(clock) {}

QueryOutcome QueryRunner::ask(const Question& question, std::stop_token stop) const {
  Fineness fineness = Fineness::fine;
  for (int attempt = 1;; ++attempt) {
    QueryReply reply = api_.get(question(fineness), stop);
    if (!reply.failure) {
      auto answer = decode_answer(reply.body.value_or(std::string{}));
      if (!answer) return failed({std::move(answer).error(), Remedy::none, std::nullopt}, fineness);
      return {*std::move(answer), std::nullopt, fineness};
    }
    QueryFailure& failure = *reply.failure;
    const bool too_much = failure.remedy == Remedy::ask_for_less ||
                          (failure.remedy == Remedy::try_again && failure.error.kind == ErrorKind::timed_out);
    if (too_much && fineness == Fineness::fine) {
      fineness = Fineness::coarse;
      if (failure.remedy == Remedy::ask_for_less || attempt >= attempts_ || api_.tries_again_itself()) continue;
    } else if (failure.remedy != Remedy::try_again || attempt >= attempts_ || api_.tries_again_itself()) {
      if (attempt > 1 && failure.error.kind != ErrorKind::cancelled) {
        failure.error.message += fmt::format(" ({} attempts)", attempt);
      }
      return failed(std::move(failure), fineness);
    }
    if (!clock_.sleep(wait_after(attempt, failure), stop)) {
      return failed({Error{ErrorKind::cancelled, "stopped", ""}, Remedy::none, std::nullopt}, fineness);
    }
  }
}

}  // namespace oomscan::prometheus
