// What a request gets from a server that answers as it is told.
#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "http/http_connector.hpp"
#include "unit/http/raw_http_server.hpp"

namespace oomscan::http {

inline std::string ok(const std::string& body, const std::string& more_headers = {}) {
  return "HTTP/1.1 200 OK\r\nContent-Type: Application/JSON; charset=utf-8\r\n" + more_headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

inline HttpRequest request_for(const std::string& target) {
  HttpRequest request;
  request.target = target;
  return request;
}

inline std::unique_ptr<HttpClient> client_of(const RawHttpServer& server) {
  HttpEndpoint endpoint;
  endpoint.base_url = server.url();
  return make_http_connector()->connect(endpoint);
}

// What one request gets from a server that answers with `answer`.
inline Result<HttpResponse> got(const std::string& answer, const HttpRequest& request = request_for("/")) {
  RawHttpServer server([&](const std::string&, Connection& connection) {
    connection.send(answer);
    connection.close();
  });
  EXPECT_TRUE(server.is_ready());
  return client_of(server)->get(request, {});
}

}  // namespace oomscan::http
