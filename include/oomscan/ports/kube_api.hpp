// The door to one cluster's API: authenticated by `oc`/`kubectl`, read-only.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>

#include "oomscan/model/result.hpp"
#include "oomscan/ports/body_receiver.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan {

struct ApiRequest {
  std::string path;  // path and query, percent-encoded: "/api/v1/pods?limit=500"
  std::string accept = "application/json";
  std::size_t body_bytes_max = std::size_t{256} << 20;
  Overflow body_overflow = Overflow::fail;
  // If set, it gets the body of a 200 as it comes, of any size, and the request is sent once only: part of the answer
  // may have been taken when it fails. Not owned. A door that cannot do that gives the body as always.
  BodyReceiver* receiver = nullptr;
};

struct ApiResponse {
  std::string content_type;
  std::string body;
  std::size_t body_bytes_dropped = 0;
};

// A failed request. `retry_after` is what the server asked for.
struct ApiFailure {
  Error error;
  std::optional<std::chrono::seconds> retry_after;
  // Trying again cannot change it: an untrusted certificate, an unknown name, a cluster that is not asked any more.
  bool permanent = false;
  bool not_acceptable = false;  // 406 (bad_answer): it can be had in none of the encodings of `accept`
};

// Thread-safe.
class KubeApi {
 public:
  virtual ~KubeApi() = default;

  // Only a 2xx answer is a response. Everything else is a failure whose kind says what happened: 401 unauthorized,
  // 403 forbidden, 404 not_found, 410 expired, 429 throttled, 5xx server_error; unreachable (with the reason: refused,
  // name not resolved, certificate not trusted), timed_out, cancelled, bad_answer.
  struct Answer {
    std::optional<ApiResponse> response;
    std::optional<ApiFailure> failure;  // exactly one of the two is set
  };
  virtual Answer get(const ApiRequest& request, std::stop_token stop) = 0;
};

}  // namespace oomscan
