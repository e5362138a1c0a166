// Tries again what trying again can mend, and nothing else.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

#include "kube/door/circuit.hpp"
#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// timed_out, throttled, server_error and unreachable, unless permanent. Never 401, 403, 404, 410 or a bad request.
[[nodiscard]] bool is_worth_retrying(const ApiFailure& failure);

inline constexpr std::chrono::milliseconds kBackoffFirst{500};
inline constexpr std::chrono::milliseconds kBackoffMax{10'000};
// A server may ask for more; waiting longer than this within one request helps nobody.
inline constexpr std::chrono::milliseconds kRetryAfterMax{30'000};

// Thread-safe if what it wraps is. Waits grow from kBackoffFirst, doubling up to kBackoffMax, each shortened at random
// to between a half and all of it; at least what the server asked for, up to kRetryAfterMax. A stop ends a wait at
// once.
class RetryingKubeApi : public KubeApi {
 public:
  // attempts: at least 1. `random` gives numbers in [0, 1) and is thread-safe; unset: a generator of its own. Nothing
  // is tried again while `circuit`, if there is one, is not closed.
  RetryingKubeApi(std::unique_ptr<KubeApi> inner, int attempts, Clock& clock, std::function<double()> random = {},
                  std::shared_ptr<const Circuit> circuit = nullptr);

  Answer get(const ApiRequest& request, std::stop_token stop) override;
  // Once.
  std::optional<ApiFailure> stream(const StreamRequest& request, LineReceiver& lines, std::stop_token stop) override;

 private:
  std::unique_ptr<KubeApi> inner_;
  int attempts_;
  Clock& clock_;
  std::function<double()> random_;
  std::shared_ptr<const Circuit> circuit_;
};

}  // namespace oomscan::kube
