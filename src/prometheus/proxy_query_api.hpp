// A Prometheus reached as a service, through the API server's service proxy and the session's door.
#pragma once

#include <algorithm>
#include <string>

#include "oomscan/ports/kube_api.hpp"
#include "prometheus/query_api.hpp"
#include "prometheus/query_frame.hpp"

namespace oomscan::prometheus {

// Asks by GET only, as the door does. Thread-safe, as the door is; the door outlives it.
class ProxyQueryApi : public QueryApi {
 public:
  // prefix: "/api/v1/namespaces/NS/services/SCHEME:NAME:PORT/proxy"
  ProxyQueryApi(std::string prefix, KubeApi& api);

  QueryReply get(const std::string& target, std::stop_token stop) override;
  [[nodiscard]] std::size_t target_bytes_max() const override {
    return kTargetBytesMax - std::min(kTargetBytesMax, prefix_.size());
  }
  [[nodiscard]] bool tries_again_itself() const override { return true; }

 private:
  const std::string prefix_;
  KubeApi& api_;
};

}  // namespace oomscan::prometheus
