// The API through one `oc proxy` child and HTTP over its unix socket: one child per cluster, connections reused.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>

#include "kube/client/tool.hpp"
#include "kube/door/error_frame.hpp"
#include "kube/door/proxy_child.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/http_client.hpp"
#include "oomscan/ports/kube_api.hpp"
#include "oomscan/ports/log.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// How often the proxy of one session is started again after it died in the middle of a scan.
inline constexpr int kProxyRestartsMax = 3;

// What a proxy session is made of. References must outlive the session.
struct ProxySession {
  Tool tool;
  std::string context;
  ErrorFrame frame;
  std::function<std::string()> next_socket_path;  // a path never used before; thread-safe
  ProcessRunner& runner;
  HttpConnector& connector;
  Clock& clock;
  Log& log;
};

// Thread-safe.
class ProxyKubeApi : public KubeApi {
 public:
  // Blocks until the proxy listens; errors as for ProxyChild::start.
  static Result<std::unique_ptr<ProxyKubeApi>> open(ProxySession session, std::stop_token stop);

  Answer get(const ApiRequest& request, std::stop_token stop) override;
  std::optional<ApiFailure> stream(const StreamRequest& request, LineReceiver& lines, std::stop_token stop) override;

 private:
  // One proxy and its HTTP client. Requests under way keep it alive while another one takes its place.
  struct Door {
    std::unique_ptr<ProxyChild> child;
    std::unique_ptr<HttpClient> client;
  };

  explicit ProxyKubeApi(ProxySession session) : session_(std::move(session)) {}

  Result<std::shared_ptr<Door>> start(std::stop_token stop);
  // The present door; if its child has ended, a new one, as long as restarts are left.
  Result<std::shared_ptr<Door>> door(std::stop_token stop);
  // Did the child end? Its end may become known a moment after the connection broke.
  bool died(Door& door, std::stop_token stop);

  ProxySession session_;
  std::mutex mutex_;
  std::shared_ptr<Door> door_;
  int restarts_ = 0;
};

}  // namespace oomscan::kube
