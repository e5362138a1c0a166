#include "kube/tool_fleet.hpp"

#include <atomic>
#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "kube/client/contexts.hpp"
#include "kube/client/session_token.hpp"
#include "kube/client/tool.hpp"
#include "kube/door/circuit.hpp"
#include "kube/door/connection_check.hpp"
#include "kube/door/error_frame.hpp"
#include "kube/door/exec_kube_api.hpp"
#include "kube/door/proxy_kube_api.hpp"
#include "kube/door/request_throttle.hpp"
#include "kube/door/retrying_kube_api.hpp"
#include "kube/kube_cluster_reader.hpp"
#include "kube/list/whole_list.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

class ToolFleet : public Fleet {
 public:
  ToolFleet(FleetConfig config, ProcessRunner& runner, HttpConnector& connector, Clock& clock, Log& log)
      : config_(std::move(config)),
        tool_(find_tool(config_.oc_path, config_.search_path, config_.kubeconfig)),
        runner_(runner),
        connector_(connector),
        clock_(clock),
        log_(log) {}

  Result<std::vector<Context>> contexts(std::stop_token stop) override {
    if (!tool_) return tool_.error();
    return read_contexts(*tool_, runner_, config_.contexts_timeout, std::move(stop));
  }

  Result<Session> open(const Cluster& cluster, std::stop_token stop) override {
    if (!tool_) return tool_.error();
    // With such a context the tool would talk to localhost:8080.
    if (cluster.context.server.empty()) {
      return Error{ErrorKind::config, fmt::format("context '{}' names no server", printable(cluster.context.name, 200)),
                   "log in again with 'oc login <server>', or delete the context"};
    }
    const ErrorFrame frame{tool_->name, cluster.context.server, config_.request_timeout};
    Session session;
    std::unique_ptr<KubeApi> api;
    if (config_.transport != Transport::exec) {
      auto proxy = open_proxy(cluster.context.name, frame, stop);
      if (proxy) {
        api = *std::move(proxy);
      } else if (!may_fall_back(proxy.error())) {
        return std::move(proxy).error();
      } else {
        session.note = fmt::format("{}; using '{} get --raw' for each request, which is slower", proxy.error().message,
                                   tool_->name);
      }
    }
    const bool through_proxy = api != nullptr;
    if (!api) api = std::make_unique<ExecKubeApi>(*tool_, cluster.context.name, frame, runner_);
    const auto throttle = std::make_shared<RequestThrottle>(clock_, config_.requests_per_second);
    const auto circuit =
        std::make_shared<Circuit>(clock_, [&log = log_, context = cluster.context.name](const std::string& reason) {
          log.info(fmt::format("context '{}': {}", context, reason));
        });
    api = std::make_unique<ThrottledKubeApi>(std::move(api), throttle);
    const auto version = check_connection(*api, config_.attempts_per_request, frame, clock_, std::move(stop));
    if (!version) return with_context(version.error(), "connecting");
    api = std::make_unique<RetryingKubeApi>(std::move(api), config_.attempts_per_request, clock_,
                                            std::function<double()>{}, circuit);
    api = std::make_unique<CircuitBreakingKubeApi>(std::move(api), circuit);
    session.api = api.get();
    if (tool_->name == "oc") {  // kubectl has no such command
      session.token = [this, context = cluster.context.name](std::stop_token token_stop) {
        return read_token(*tool_, context, runner_, config_.request_timeout, std::move(token_stop));
      };
    }
    const SessionAbilities abilities{.whole_lists = through_proxy && *version >= kStreamsLists,
                                     .fresh_cache = *version >= kFreshCache,
                                     .media_types = through_proxy};
    session.reader = std::make_unique<KubeClusterReader>(std::move(api), *tool_, cluster.context.name, frame, runner_,
                                                         SessionRules{circuit, throttle}, abilities);
    return session;
  }

 private:
  Result<std::unique_ptr<ProxyKubeApi>> open_proxy(const std::string& context, const ErrorFrame& frame,
                                                   std::stop_token stop) {
    if (!config_.runtime_directory) return Error{ErrorKind::io, "there is no directory for the proxy's socket", ""};
    auto directory = config_.runtime_directory();
    if (!directory) {
      // Whatever it is, it is no reason against `get --raw`.
      directory = Error{ErrorKind::io, directory.error().message, directory.error().hint};
      return with_context(std::move(directory).error(), fmt::format("starting '{} proxy'", tool_->name));
    }
    ProxySession session{*tool_,
                         context,
                         frame,
                         [sockets = sockets_, path = *std::move(directory)] {
                           return fmt::format("{}/{}.sock", path, sockets->fetch_add(1));
                         },
                         runner_,
                         connector_,
                         clock_,
                         log_};
    return ProxyKubeApi::open(std::move(session), std::move(stop));
  }

  // Where the proxy fails for a reason that `get --raw` shares, a fallback only hides it.
  [[nodiscard]] bool may_fall_back(const Error& error) const {
    if (config_.transport == Transport::proxy) return false;
    switch (error.kind) {
      case ErrorKind::cancelled:
      case ErrorKind::config:
      case ErrorKind::not_found:
      case ErrorKind::unauthorized:
        return false;
      default:
        return true;
    }
  }

  FleetConfig config_;
  Result<Tool> tool_;
  ProcessRunner& runner_;
  HttpConnector& connector_;
  Clock& clock_;
  Log& log_;
  // Shared with the sessions, which may start proxies after the fleet is gone.
  std::shared_ptr<std::atomic<std::uint64_t>> sockets_ = std::make_shared<std::atomic<std::uint64_t>>(0);
};

}  // namespace

std::unique_ptr<Fleet> make_fleet(FleetConfig config, ProcessRunner& runner, HttpConnector& connector, Clock& clock,
                                  Log& log) {
  return std::make_unique<ToolFleet>(std::move(config), runner, connector, clock, log);
}

}  // namespace oomscan::kube
