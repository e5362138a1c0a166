// Whether a cluster still is worth asking: after failures in a row that mean "nobody answers, or nobody is let in",
// requests fail at once, so that thousands of namespaces do not each wait for their own time-out.
// Invariant: what any answer at all came back for, be it a 403 or a 404, never adds to the failures.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"
#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// Requests, each with all of its attempts, that failed with no success between.
inline constexpr int kFailuresInARowMax = 5;
// Then nothing is asked for so long, and after that one request is let through to see.
inline constexpr std::chrono::seconds kOpenFor{30};
// When so many of those have failed too, it stays as it is.
inline constexpr int kLooksMax = 5;

// What an outcome says about the API server.
enum class Sign {
  answers,  // it is there: a response, or a refusal of its own
  fails,    // unreachable, timed_out, unauthorized, server_error
  nothing,  // throttled, cancelled, and what went wrong on this machine
};
[[nodiscard]] Sign sign_of(const Error& error);

// Logs (the kubelet's) and services behind the API server: their failures are not its own.
[[nodiscard]] bool is_passed_on(std::string_view path);

// One of a session. Thread-safe.
class Circuit {
 public:
  // `say`, if set, is called once each time that requests begin to be refused, with the reason in words.
  explicit Circuit(Clock& clock, std::function<void(const std::string&)> say = {});

  // A request that may be sent; what becomes of it is told to the circuit, exactly once.
  struct Pass {
    bool looks_again = false;  // the one that is let through to see whether it is worth asking again
  };
  struct Admission {
    std::optional<Pass> pass;
    Error refusal;  // if there is no pass: why not
  };
  [[nodiscard]] Admission admit();
  // Whether a request may still be tried again: not once others have found that nobody answers.
  [[nodiscard]] bool closed() const;

  // An answer that was on its way when the others failed is old news: only one that looks again closes the circuit.
  void answered(Pass pass);
  void failed(Pass pass, const Error& error);
  void learned_nothing(Pass pass);
  // One of the three, by what the error means; nullopt: answered.
  void saw(Pass pass, const std::optional<Error>& error);

 private:
  enum class State { closed, open, looking };

  void open_again();

  Clock& clock_;
  std::function<void(const std::string&)> say_;
  mutable std::mutex mutex_;
  State state_ = State::closed;
  int failures_ = 0;
  int looks_ = 0;
  std::chrono::steady_clock::time_point look_at_;
  Error refusal_;
};

// Sends requests only while the circuit lets them through. Thread-safe if what it wraps is. A refusal has the kind of
// the failure that led to it, and is permanent: nobody is to try again. Put it around the retries.
class CircuitBreakingKubeApi : public KubeApi {
 public:
  CircuitBreakingKubeApi(std::unique_ptr<KubeApi> inner, std::shared_ptr<Circuit> circuit);

  Answer get(const ApiRequest& request, std::stop_token stop) override;
  std::optional<ApiFailure> stream(const StreamRequest& request, LineReceiver& lines, std::stop_token stop) override;

 private:
  std::unique_ptr<KubeApi> inner_;
  std::shared_ptr<Circuit> circuit_;
};

}  // namespace oomscan::kube
