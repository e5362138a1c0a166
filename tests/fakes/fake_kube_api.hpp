// A KubeApi without a cluster. What a request gets is decided by, in this order: fail_next, the queue filled by
// will_answer, the table filled by answer(path, ...), the function on_get; else not_found. Requests are recorded.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "oomscan/ports/kube_api.hpp"

namespace oomscan::fakes {

inline KubeApi::Answer kube_answer(std::string body, std::string content_type = "application/json") {
  return {ApiResponse{std::move(content_type), std::move(body), 0}, std::nullopt};
}
inline KubeApi::Answer kube_failure(ApiFailure failure) { return {std::nullopt, std::move(failure)}; }
inline KubeApi::Answer kube_failure(ErrorKind kind, std::string message = "made to fail") {
  return kube_failure(ApiFailure{Error{kind, std::move(message), ""}, std::nullopt});
}

// Thread-safe, but for on_get: set it before use.
class FakeKubeApi : public KubeApi {
 public:
  std::function<Answer(const ApiRequest&, std::stop_token)> on_get;

  void fail_next(Error error) {
    const std::lock_guard lock(mutex_);
    failures_.push_back(ApiFailure{std::move(error), std::nullopt});
  }
  // Used once, whatever the path.
  void will_answer(Answer answer) {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(answer));
  }
  // Used for every request of exactly this path.
  void answer(const std::string& path, Answer answer) {
    const std::lock_guard lock(mutex_);
    table_.insert_or_assign(path, std::move(answer));
  }
  [[nodiscard]] std::vector<ApiRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

  Answer get(const ApiRequest& request, std::stop_token stop) override {
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
      if (stop.stop_requested()) return kube_failure(ErrorKind::cancelled, "stopped");
      if (!failures_.empty()) {
        ApiFailure failure = std::move(failures_.front());
        failures_.pop_front();
        return kube_failure(std::move(failure));
      }
      if (!queue_.empty()) {
        Answer queued = std::move(queue_.front());
        queue_.pop_front();
        return queued;
      }
      if (const auto found = table_.find(request.path); found != table_.end()) return found->second;
    }
    if (on_get) return on_get(request, std::move(stop));
    return kube_failure(ErrorKind::not_found, "nothing was prepared for '" + request.path + "'");
  }

 private:
  mutable std::mutex mutex_;
  std::vector<ApiRequest> requests_;
  std::deque<ApiFailure> failures_;
  std::deque<Answer> queue_;
  std::map<std::string, Answer> table_;
};

}  // namespace oomscan::fakes
