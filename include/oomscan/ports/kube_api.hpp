// The door to one cluster's API: authenticated by `oc`/`kubectl`, read-only.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"
#include "oomscan/model/time.hpp"
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
  std::optional<Timestamp> date{};  // the server's clock when it answered, if the door shows that
};

// A failed request. `retry_after` is what the server asked for.
struct ApiFailure {
  Error error;
  std::optional<std::chrono::seconds> retry_after;
  // Trying again cannot change it: an untrusted certificate, an unknown name, a cluster that is not asked any more.
  bool permanent = false;
  bool not_acceptable = false;  // 406 (bad_answer): it can be had in none of the encodings of `accept`
  // 504: the server's cache has not come to the resource version that was asked for, and it cannot hurry it. Permanent.
  bool ahead_of_cache = false;
};

// An answer that goes on until the server ends it, or who asked for it does: a watch.
struct StreamRequest {
  std::string path;  // "/api/v1/pods?watch=1&resourceVersion=7"
  std::string accept = "application/json";
  // Between two pieces of it. A server that is asked for bookmarks sends one a minute; without, nothing happens where
  // nothing changes.
  std::chrono::milliseconds silence_max{std::chrono::minutes{10}};
  // An object has 1.5 MiB at most (etcd), its managed fields and escapes included.
  std::size_t line_bytes_max = std::size_t{16} << 20;
};

// Used from the thread that asked, until `stream` returns.
class LineReceiver {
 public:
  virtual ~LineReceiver() = default;
  // One line without its end; the view ends with the call. False: no more are wanted.
  virtual bool receive_line(std::string_view line) = 0;
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

  // Blocks as long as lines come. nullopt: the server ended the answer, or the receiver wanted no more. Failures as
  // those of `get`, of which bad_answer also means a line over the limit, and timed_out a silence over it. Never tried
  // again: only who asked knows where to go on from. A door that cannot do it: bad_answer, permanent.
  virtual std::optional<ApiFailure> stream(const StreamRequest& /*request*/, LineReceiver& /*lines*/,
                                           std::stop_token /*stop*/) {
    return ApiFailure{Error{ErrorKind::bad_answer, "this door carries no streams", "use --transport proxy"},
                      std::nullopt, true};
  }
};

}  // namespace oomscan
