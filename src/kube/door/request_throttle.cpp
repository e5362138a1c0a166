#include "kube/door/request_throttle.hpp"

#include <algorithm>
#include <utility>

#include "kube/door/circuit.hpp"

namespace oomscan::kube {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

nanoseconds even_pace(std::size_t requests_per_second) {
  if (requests_per_second == 0) return nanoseconds{0};
  return nanoseconds{std::chrono::seconds{1}} / static_cast<nanoseconds::rep>(requests_per_second);
}

}  // namespace

RequestThrottle::RequestThrottle(Clock& clock, std::size_t requests_per_second)
    : clock_(clock),
      interval_(even_pace(requests_per_second)),
      burst_(requests_per_second == 0 ? nanoseconds{0} : nanoseconds{std::chrono::seconds{1}} - interval_) {}

std::optional<RequestThrottle::Permit> RequestThrottle::enter(std::stop_token stop) {
  std::optional<Permit> permit;
  {
    std::unique_lock lock(mutex_);
    if (!wait_for_quiet(lock, stop)) return std::nullopt;
    ++under_way_;
    permit.emplace(*this, epoch_);
  }
  if (!wait_for_turn(stop)) return std::nullopt;
  return permit;
}

std::optional<std::size_t> RequestThrottle::at_once_max() const {
  const std::lock_guard lock(mutex_);
  return at_once_max_;
}

bool RequestThrottle::wait_for_quiet(std::unique_lock<std::mutex>& lock, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto quiet = std::chrono::ceil<milliseconds>(quiet_until_ - clock_.steady_now());
    if (quiet.count() > 0) {
      lock.unlock();
      const bool slept = clock_.sleep(quiet, stop);
      lock.lock();
      if (!slept) return false;
      continue;
    }
    if (!at_once_max_ || under_way_ < *at_once_max_) return true;
    left_.wait(lock, stop, [this] { return under_way_ < *at_once_max_; });
  }
  return false;
}

// Each request takes the next turn of an even pace, and waits for it outside the lock: first come, first served.
bool RequestThrottle::wait_for_turn(const std::stop_token& stop) {
  if (interval_.count() == 0) return !stop.stop_requested();
  milliseconds wait{0};
  {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.steady_now();
    wait = std::chrono::ceil<milliseconds>(next_turn_ - burst_ - now);
    next_turn_ = std::max(next_turn_, now) + interval_;
  }
  return wait.count() <= 0 ? !stop.stop_requested() : clock_.sleep(wait, stop);
}

void RequestThrottle::grow() {
  const std::lock_guard lock(mutex_);
  if (!at_once_max_ || ++answers_ < *at_once_max_) return;
  answers_ = 0;
  ++*at_once_max_;
  left_.notify_all();
}

void RequestThrottle::shrink(std::uint64_t epoch, std::optional<std::chrono::seconds> retry_after) {
  const std::lock_guard lock(mutex_);
  // Compared in seconds: a hostile number must not overflow.
  const auto pause = std::clamp(retry_after.value_or(kPauseDefault), std::chrono::seconds{0}, kPauseMax);
  quiet_until_ = std::max(quiet_until_, clock_.steady_now() + pause);
  if (epoch != epoch_) return;
  ++epoch_;
  answers_ = 0;
  at_once_max_ = std::max<std::size_t>(1, std::min(under_way_, at_once_max_.value_or(under_way_)) / 2);
}

void RequestThrottle::leave() {
  const std::lock_guard lock(mutex_);
  --under_way_;
  left_.notify_all();
}

RequestThrottle::Permit::Permit(Permit&& other) noexcept
    : throttle_(std::exchange(other.throttle_, nullptr)), epoch_(other.epoch_) {}

RequestThrottle::Permit::~Permit() {
  if (throttle_ != nullptr) throttle_->leave();
}

ThrottledKubeApi::ThrottledKubeApi(std::unique_ptr<KubeApi> inner, std::shared_ptr<RequestThrottle> throttle)
    : inner_(std::move(inner)), throttle_(std::move(throttle)) {}

KubeApi::Answer ThrottledKubeApi::get(const ApiRequest& request, std::stop_token stop) {
  std::optional<RequestThrottle::Permit> permit = throttle_->enter(stop);
  if (!permit) return {std::nullopt, ApiFailure{Error{ErrorKind::cancelled, "stopped", ""}, std::nullopt}};
  Answer answer = inner_->get(request, std::move(stop));
  if (!answer.failure) {
    permit->answered();
  } else if (answer.failure->error.kind == ErrorKind::throttled && !is_passed_on(request.path)) {
    permit->throttled(answer.failure->retry_after);
  }
  return answer;
}

std::optional<ApiFailure> ThrottledKubeApi::stream(const StreamRequest& request, LineReceiver& lines,
                                                   std::stop_token stop) {
  {
    const std::optional<RequestThrottle::Permit> permit = throttle_->enter(stop);
    if (!permit) return ApiFailure{Error{ErrorKind::cancelled, "stopped", ""}, std::nullopt};
  }
  return inner_->stream(request, lines, std::move(stop));
}

}  // namespace oomscan::kube
