// One question to one Prometheus: asked again where that can help, asked for less where it was too much.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "oomscan/ports/clock.hpp"
#include "prometheus/answer_decoder.hpp"
#include "prometheus/query_api.hpp"

namespace oomscan::prometheus {

enum class Fineness { fine, coarse };

struct QueryOutcome {
  std::optional<PrometheusAnswer> answer;
  std::optional<QueryFailure> failure;  // exactly one of the two is set
  Fineness fineness = Fineness::fine;   // of the question that was answered
};

// Gives the target of a question, or of its coarser form.
using Question = std::function<std::string(Fineness)>;

inline constexpr std::chrono::milliseconds kRetryWaitFirst{500};
inline constexpr std::chrono::milliseconds kRetryWaitMax{8'000};
// A server may ask for more; waiting longer within one question helps nobody.
inline constexpr std::chrono::seconds kRetryAfterMax{30};

// Thread-safe; what it is given outlives it.
class QueryRunner {
 public:
  // attempts: at least 1.
  QueryRunner(QueryApi& api, int attempts, Clock& clock);

  // Blocks. Timed out, throttled, unreachable and 5xx are tried again, at most `attempts` times in all. A question that
  // timed out or would load too many samples is asked in its coarser form from then on, and at least once.
  QueryOutcome ask(const Question& question, std::stop_token stop) const;

 private:
  QueryApi& api_;
  const int attempts_;
  Clock& clock_;
};

}  // namespace oomscan::prometheus
