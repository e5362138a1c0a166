// How gently one session asks: never more often than the user allows, and less and later when the server says that it
// is too much (429, API Priority and Fairness), all workers together.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// How long nobody asks after a 429 that says nothing of it.
inline constexpr std::chrono::seconds kPauseDefault{1};
// A server may ask for more; what is not read for want of time is a gap.
inline constexpr std::chrono::seconds kPauseMax{30};

// One of a session. Thread-safe. A 429 makes every request wait until the time that the server asked for, and halves
// the number of requests under way; it grows by one again after as many answers as it is. Requests that were sent
// together and are refused together halve it once.
class RequestThrottle {
 public:
  // requests_per_second 0: no limit. Otherwise as many as that may go out in one burst, after a second of silence.
  RequestThrottle(Clock& clock, std::size_t requests_per_second);

  // A request under way; it ends when this is destroyed.
  class Permit {
   public:
    Permit(RequestThrottle& throttle, std::uint64_t epoch) : throttle_(&throttle), epoch_(epoch) {}
    Permit(Permit&& other) noexcept;
    Permit(const Permit&) = delete;
    Permit& operator=(const Permit&) = delete;
    Permit& operator=(Permit&&) = delete;
    ~Permit();

    void answered() { throttle_->grow(); }
    void throttled(std::optional<std::chrono::seconds> retry_after) { throttle_->shrink(epoch_, retry_after); }

   private:
    RequestThrottle* throttle_;
    std::uint64_t epoch_;
  };

  // Blocks until a request may be sent; nullopt if a stop came first.
  [[nodiscard]] std::optional<Permit> enter(std::stop_token stop);

  // How many requests may be under way at once by now; nullopt: the server has never complained.
  [[nodiscard]] std::optional<std::size_t> at_once_max() const;

 private:
  bool wait_for_quiet(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);
  bool wait_for_turn(const std::stop_token& stop);
  void grow();
  void shrink(std::uint64_t epoch, std::optional<std::chrono::seconds> retry_after);
  void leave();

  Clock& clock_;
  const std::chrono::nanoseconds interval_;  // between two requests; 0: none
  const std::chrono::nanoseconds burst_;     // how far a request may be ahead of the even pace
  mutable std::mutex mutex_;
  std::condition_variable_any left_;
  std::size_t under_way_ = 0;
  std::optional<std::size_t> at_once_max_;  // nullopt: never throttled yet
  std::size_t answers_ = 0;                 // since the number grew last
  std::uint64_t epoch_ = 0;                 // counts the halvings
  std::chrono::steady_clock::time_point quiet_until_;
  std::chrono::steady_clock::time_point next_turn_;
};

// Thread-safe if what it wraps is. Put it under the retries: each attempt is a request.
class ThrottledKubeApi : public KubeApi {
 public:
  ThrottledKubeApi(std::unique_ptr<KubeApi> inner, std::shared_ptr<RequestThrottle> throttle);

  Answer get(const ApiRequest& request, std::stop_token stop) override;
  // Waits for its turn to begin; once it has begun it is no request under way any more.
  std::optional<ApiFailure> stream(const StreamRequest& request, LineReceiver& lines, std::stop_token stop) override;

 private:
  std::unique_ptr<KubeApi> inner_;
  std::shared_ptr<RequestThrottle> throttle_;
};

}  // namespace oomscan::kube
