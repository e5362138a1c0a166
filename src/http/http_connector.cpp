#include "http/http_connector.hpp"

#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include <curl/curl.h>

#include "http/http_connection.hpp"

namespace oomscan::http {
namespace {

// As many connections as requests were ever under way at once; the one used last is used first, so that the others may
// go idle and be closed by the server.
class CurlHttpClient : public HttpClient {
 public:
  explicit CurlHttpClient(HttpEndpoint endpoint) : endpoint_(std::move(endpoint)) {}

  Result<HttpResponse> get(const HttpRequest& request, std::stop_token stop) override try {
    std::unique_ptr<HttpConnection> connection = take();
    if (!connection) return Error{ErrorKind::io, "out of memory", "do less at once"};
    auto result = connection->get(request, stop);
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
    return result;
  } catch (const std::bad_alloc&) {
    return Error{ErrorKind::io, "out of memory", "do less at once"};
  }

 private:
  std::unique_ptr<HttpConnection> take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<HttpConnection> connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
      }
    }
    return HttpConnection::open(endpoint_);
  }

  const HttpEndpoint endpoint_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<HttpConnection>> idle_;
};

class CurlHttpConnector : public HttpConnector {
 public:
  [[nodiscard]] std::unique_ptr<HttpClient> connect(const HttpEndpoint& endpoint) override {
    return std::make_unique<CurlHttpClient>(endpoint);
  }
};

}  // namespace

std::unique_ptr<HttpConnector> make_http_connector() {
  static std::once_flag once;
  // Never undone: threads of libcurl may live to the end of the program.
  std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
  return std::make_unique<CurlHttpConnector>();
}

}  // namespace oomscan::http
