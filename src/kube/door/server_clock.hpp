// What the first answers of a session show of the server's clock (header Date, whole seconds).
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// One answer may have been held up on its way, so several are asked for their median; a clock need not be watched on.
inline constexpr std::size_t kClockAnswersMax = 7;
// Date is when an answer begins: one that takes longer to come tells less than what a skew is worth.
inline constexpr std::chrono::milliseconds kClockAnswerTimeMax{2000};

// Thread-safe.
class ServerClock {
 public:
  // This machine's clock, less the server's.
  void add(Seconds ahead);
  [[nodiscard]] std::optional<Seconds> ahead() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Seconds> seen_;  // ascending
};

// Thread-safe if `inner` is. `clock` outlives it.
class ClockReadingKubeApi : public KubeApi {
 public:
  ClockReadingKubeApi(std::unique_ptr<KubeApi> inner, std::shared_ptr<ServerClock> server, Clock& clock)
      : inner_(std::move(inner)), server_(std::move(server)), clock_(clock) {}
  Answer get(const ApiRequest& request, std::stop_token stop) override;
  std::optional<ApiFailure> stream(const StreamRequest& request, LineReceiver& lines, std::stop_token stop) override {
    return inner_->stream(request, lines, std::move(stop));
  }

 private:
  std::unique_ptr<KubeApi> inner_;
  std::shared_ptr<ServerClock> server_;
  Clock& clock_;
};

}  // namespace oomscan::kube
