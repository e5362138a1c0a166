#include "kube/door/server_clock.hpp"

#include <algorithm>
#include <utility>

namespace oomscan::kube {

void ServerClock::add(Seconds ahead) {
  const std::lock_guard lock(mutex_);
  if (seen_.size() == kClockAnswersMax) return;
  seen_.insert(std::upper_bound(seen_.begin(), seen_.end(), ahead), ahead);
}

std::optional<Seconds> ServerClock::ahead() const {
  const std::lock_guard lock(mutex_);
  if (seen_.empty()) return std::nullopt;
  return seen_[seen_.size() / 2];
}

KubeApi::Answer ClockReadingKubeApi::get(const ApiRequest& request, std::stop_token stop) {
  const auto asked = clock_.steady_now();
  Answer answer = inner_->get(request, std::move(stop));
  const bool prompt = clock_.steady_now() - asked <= kClockAnswerTimeMax;
  if (prompt && answer.response && answer.response->date) server_->add(clock_.now() - *answer.response->date);
  return answer;
}

}  // namespace oomscan::kube
