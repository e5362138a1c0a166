// A Prometheus reached by its own address.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

#include "oomscan/ports/http_client.hpp"
#include "prometheus/bearer_token.hpp"
#include "prometheus/query_api.hpp"
#include "prometheus/server_url.hpp"

namespace oomscan::prometheus {

// More than any batch needs (1,000 namespaces of the longest names), less than Go's servers take for a form (10 MiB).
inline constexpr std::size_t kFormBytesMax = std::size_t{1} << 20;

// Certificates are verified against the system's authorities, or against `ca_pem` alone. The token is read for each
// request and wiped after it. Questions are POSTed as forms, which may be long; where the first one is refused as a
// POST (a gateway that lets only GET through), they are asked by GET from then on. Only the two query addresses are
// ever asked: a POST to any other path of a Prometheus may change it. Thread-safe.
class HttpQueryApi : public QueryApi {
 public:
  HttpQueryApi(ServerUrl url, TokenSource token, std::chrono::milliseconds timeout, HttpConnector& connector,
               std::string ca_pem = {});

  QueryReply get(const std::string& target, std::stop_token stop) override;
  [[nodiscard]] std::size_t target_bytes_max() const override;
  [[nodiscard]] bool tries_again_itself() const override { return false; }

 private:
  Result<HttpResponse> send(const std::string& target, bool as_form, const std::stop_token& stop);

  enum class Method { not_known, post, get };

  const ServerUrl url_;
  const TokenSource token_source_;
  const std::chrono::milliseconds timeout_;
  const std::unique_ptr<HttpClient> client_;
  std::atomic<Method> method_{Method::not_known};
};

}  // namespace oomscan::prometheus
