// One reusable connection: carries one request at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>

#include "oomscan/model/result.hpp"
#include "oomscan/ports/http_client.hpp"

namespace oomscan::http {

// Not thread-safe: one request at a time.
class HttpConnection {
 public:
  // nullptr if libcurl has no memory.
  static std::unique_ptr<HttpConnection> open(const HttpEndpoint& endpoint);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  Result<HttpResponse> get(const HttpRequest& request, const std::stop_token& stop);

 private:
  struct Handles;
  HttpConnection(const HttpEndpoint& endpoint, std::unique_ptr<Handles> handles);

  HttpEndpoint endpoint_;
  std::string peer_;
  std::unique_ptr<Handles> handles_;
  std::size_t likely_bytes_ = 0;  // a little more than the last body had: pages of a list are alike
};

}  // namespace oomscan::http
