// HTTP against one endpoint, connections reused: GET, and POST of a form where a question is too long for a URL.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "oomscan/model/result.hpp"
#include "oomscan/model/time.hpp"
#include "oomscan/ports/body_receiver.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan {

struct HttpEndpoint {
  std::string base_url;          // "http://localhost" or "https://prometheus.example"; no trailing slash
  std::string unix_socket_path;  // empty: TCP
  std::string ca_file;           // empty: the system's
  std::string ca_pem;            // if set, these authorities and no other
};

struct HttpRequest {
  std::string target;  // path and query, percent-encoded, starts with "/"
  std::vector<std::pair<std::string, std::string>> headers;
  // Secret: for this request only, memory only, never logged; empty: none. Whoever made the request wipes it.
  std::string bearer_token{};
  // If set, the request is a POST of this form ("a=b&c=d", percent-encoded), else a GET.
  std::optional<std::string> form{};
  std::chrono::milliseconds timeout{45'000};  // whole request
  std::size_t body_bytes_max = std::size_t{256} << 20;
  Overflow body_overflow = Overflow::fail;  // fail: bad_answer
  // If set, it gets the body of a 200, of any size, and HttpResponse::body stays empty. `timeout` is then that of each
  // kStreamStrideBytes. Not owned.
  BodyReceiver* receiver = nullptr;
  // If set, beside a receiver: how long the body may be silent, once the answer has begun, however long it goes on in
  // all.
  std::chrono::milliseconds silence_max{0};
  // If set, this is sent by its method, and no form: a write (see WriteApi).
  struct Content {
    std::string method;  // "POST", "PUT", "PATCH", "DELETE"
    std::string body;
  };
  std::optional<Content> content{};
};

inline constexpr std::size_t kStreamStrideBytes = std::size_t{1} << 20;

struct HttpResponse {
  int status = 0;
  std::string content_type;                         // lower case, without parameters: "application/json"
  std::optional<std::chrono::seconds> retry_after;  // header Retry-After in its seconds form
  std::string body;
  std::size_t body_bytes_dropped = 0;
  std::optional<Timestamp> date{};  // header Date
};

// Thread-safe; one connection per request under way. Every request names this program and its version (User-Agent).
class HttpClient {
 public:
  virtual ~HttpClient() = default;

  // A redirect is an answer as any other and is never followed. Any HTTP status is a response. unreachable: no
  // connection, or it broke before the answer was whole; timed_out; cancelled; bad_answer: over the limit, or not HTTP.
  virtual Result<HttpResponse> get(const HttpRequest& request, std::stop_token stop) = 0;
};

// Thread-safe.
class HttpConnector {
 public:
  virtual ~HttpConnector() = default;
  // Opens nothing yet.
  [[nodiscard]] virtual std::unique_ptr<HttpClient> connect(const HttpEndpoint& endpoint) = 0;
};

}  // namespace oomscan
