// A Prometheus reached by its own address.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "oomscan/ports/http_client.hpp"
#include "prometheus/bearer_token.hpp"
#include "prometheus/query_api.hpp"
#include "prometheus/server_url.hpp"

namespace oomscan::prometheus {

// Certificates are verified against the system's authorities. Thread-safe.
class HttpQueryApi : public QueryApi {
 public:
  HttpQueryApi(ServerUrl url, TokenSource token, std::chrono::milliseconds timeout, HttpConnector& connector);

  QueryReply get(const std::string& target, std::stop_token stop) override;
  [[nodiscard]] std::size_t prefix_bytes() const override { return url_.base_path.size(); }
  [[nodiscard]] bool tries_again_itself() const override { return false; }

 private:
  // The client for the token that holds now. `refused`: the client whose token was refused, or nullptr; the result is
  // nullptr if there is no other token.
  Result<std::shared_ptr<HttpClient>> client(const std::shared_ptr<HttpClient>& refused, std::stop_token stop);

  const ServerUrl url_;
  const TokenSource token_source_;
  const std::chrono::milliseconds timeout_;
  HttpConnector& connector_;

  std::mutex mutex_;
  std::string token_;
  std::shared_ptr<HttpClient> client_;
};

}  // namespace oomscan::prometheus
