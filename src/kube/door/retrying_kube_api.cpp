#include "kube/door/retrying_kube_api.hpp"

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <random>
#include <utility>

#include <fmt/format.h>

namespace oomscan::kube {
namespace {

std::function<double()> own_random() {
  struct Source {
    std::mutex mutex;
    std::minstd_rand generator{std::random_device{}()};
  };
  return [source = std::make_shared<Source>()] {
    const std::lock_guard lock(source->mutex);
    return std::uniform_real_distribution<double>{0.0, 1.0}(source->generator);
  };
}

std::chrono::milliseconds wait_before(int next_attempt, const ApiFailure& failure, double random) {
  std::chrono::milliseconds wait = kBackoffFirst;
  for (int i = 2; i < next_attempt && wait < kBackoffMax; ++i) wait *= 2;
  wait = std::min(wait, kBackoffMax);
  wait = std::chrono::milliseconds{static_cast<std::int64_t>(static_cast<double>(wait.count()) * (0.5 + random / 2))};
  if (!failure.retry_after) return wait;
  // Compared in seconds: a hostile number must not overflow.
  const auto asked = std::min(*failure.retry_after, std::chrono::duration_cast<std::chrono::seconds>(kRetryAfterMax));
  return std::max<std::chrono::milliseconds>(wait, asked);
}

}  // namespace

bool is_worth_retrying(const ApiFailure& failure) {
  if (failure.permanent) return false;
  switch (failure.error.kind) {
    case ErrorKind::timed_out:
    case ErrorKind::throttled:
    case ErrorKind::server_error:
    case ErrorKind::unreachable:
      return true;
    default:
      return false;
  }
}

RetryingKubeApi::RetryingKubeApi(std::unique_ptr<KubeApi> inner, int attempts, Clock& clock,
                                 std::function<double()> random, std::shared_ptr<const Circuit> circuit)
    : inner_(std::move(inner)),
      attempts_(std::max(attempts, 1)),
      clock_(clock),
      random_(random ? std::move(random) : own_random()),
      circuit_(std::move(circuit)) {}

KubeApi::Answer RetryingKubeApi::get(const ApiRequest& request, std::stop_token stop) {
  if (request.receiver != nullptr) return inner_->get(request, std::move(stop));
  for (int attempt = 1;; ++attempt) {
    Answer answer = inner_->get(request, stop);
    if (!answer.failure) return answer;
    ApiFailure& failure = *answer.failure;
    const auto may_try_again = [this] { return !circuit_ || circuit_->closed(); };
    if (attempt < attempts_ && is_worth_retrying(failure) && may_try_again()) {
      if (!clock_.sleep(wait_before(attempt + 1, failure, random_()), stop)) {
        failure = ApiFailure{Error{ErrorKind::cancelled, "stopped", ""}, std::nullopt};
        return answer;
      }
      if (may_try_again()) continue;
    }
    if (attempt > 1 && failure.error.kind != ErrorKind::cancelled) {
      failure.error.message += fmt::format(" ({} attempts)", attempt);
    }
    return answer;
  }
}

std::optional<ApiFailure> RetryingKubeApi::stream(const StreamRequest& request, LineReceiver& lines,
                                                  std::stop_token stop) {
  return inner_->stream(request, lines, std::move(stop));
}

}  // namespace oomscan::kube
