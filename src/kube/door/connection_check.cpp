#include "kube/door/connection_check.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <utility>

#include "kube/door/retrying_kube_api.hpp"
#include "kube/door/server_status.hpp"

namespace oomscan::kube {
namespace {

constexpr std::size_t kVersionBytesMax = std::size_t{1} << 20;

bool is_silence(ErrorKind kind) { return kind == ErrorKind::unreachable || kind == ErrorKind::timed_out; }

}  // namespace

Result<ServerVersion> check_connection(KubeApi& api, int attempts, const ErrorFrame& frame, Clock& clock,
                                       std::stop_token stop) {
  std::stop_source enough;
  const std::stop_callback stopped(stop, [&] { enough.request_stop(); });
  const std::unique_ptr<Alarm> alarm =
      clock.alarm(clock.steady_now() + frame.request_timeout, [&] { enough.request_stop(); });
  ApiRequest request;
  request.path = "/version";
  request.body_bytes_max = kVersionBytesMax;
  std::optional<Error> silence;
  std::chrono::milliseconds wait = kBackoffFirst;
  for (int attempt = 1;; ++attempt, wait *= 2) {
    KubeApi::Answer answer = api.get(request, enough.get_token());
    if (!answer.failure) return parse_server_version(answer.response->body);
    Error& error = answer.failure->error;
    if (error.kind == ErrorKind::cancelled) break;
    if (error.kind == ErrorKind::unauthorized) return std::move(error);
    if (!is_silence(error.kind)) return ServerVersion{};
    silence = std::move(error);
    if (answer.failure->permanent || attempt >= attempts) return *std::move(silence);
    if (!clock.sleep(wait, enough.get_token())) break;
  }
  if (stop.stop_requested()) return Error{ErrorKind::cancelled, "stopped", ""};
  // What was heard first says more than that the time was over.
  if (silence) return *std::move(silence);
  return no_answer(frame);
}

}  // namespace oomscan::kube
