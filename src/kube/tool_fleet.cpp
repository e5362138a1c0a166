#include "kube/tool_fleet.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "kube/client/contexts.hpp"
#include "kube/client/kubeconfig_files.hpp"
#include "kube/client/service_account.hpp"
#include "kube/client/session_token.hpp"
#include "kube/client/shadowed_names.hpp"
#include "kube/client/tool.hpp"
#include "kube/client/tool_version.hpp"
#include "kube/door/circuit.hpp"
#include "kube/door/cluster_uid.hpp"
#include "kube/door/connection_check.hpp"
#include "kube/door/contained_client.hpp"
#include "kube/door/error_frame.hpp"
#include "kube/door/exec_kube_api.hpp"
#include "kube/door/own_reviews.hpp"
#include "kube/door/proxy_kube_api.hpp"
#include "kube/door/proxy_write_api.hpp"
#include "kube/door/request_throttle.hpp"
#include "kube/door/retrying_kube_api.hpp"
#include "kube/door/server_clock.hpp"
#include "kube/kube_cluster_reader.hpp"
#include "kube/list/whole_list.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

// Of more files than this, names are not compared: each costs a child.
constexpr std::size_t kFilesComparedMax = 20;

// An answer that holds for a whole session. What came of being called off is no answer. Thread-safe.
template <class T>
class AskedOnce {
 public:
  template <class Ask>
  T get(const Ask& ask, const std::stop_token& stop) {
    const std::lock_guard lock(mutex_);
    if (answer_) return *answer_;
    T answer = ask();
    if (!stop.stop_requested()) answer_ = answer;
    return answer;
  }

 private:
  std::mutex mutex_;
  std::optional<T> answer_;
};

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
    const KubeconfigPlaces places{config_.kubeconfig, config_.kubeconfig_variable, config_.home};
    if (auto trouble = trouble_with_option(places, tool_->name)) return *std::move(trouble);
    auto contexts = read_contexts(*tool_, runner_, config_.contexts_timeout, stop);
    if (!contexts) return contexts;
    if (!contexts->empty()) {
      say_shadowed_names(merged_files(places), stop);
      return contexts;
    }
    // A file that was named is meant; else the tool takes the pod's identity, as it does for `get pods`.
    if (config_.kubeconfig.empty()) {
      if (auto own = service_account_context(config_.pod)) return std::vector<Context>{*std::move(own)};
    }
    Error error = no_context_in(places);
    if (is_pod_without_token(config_.pod)) {
      error.hint = "this pod has no token: let its service account be mounted (automountServiceAccountToken)";
    }
    return error;
  }

  Result<Session> open(const Cluster& cluster, std::stop_token stop) override {
    if (!tool_) return tool_.error();
    // With such a context the tool would talk to localhost:8080.
    if (cluster.context.server.empty()) {
      return Error{ErrorKind::config, fmt::format("context '{}' names no server", printable(cluster.context.name, 200)),
                   "log in again with 'oc login <server>', or delete the context"};
    }
    const std::string context = name_for_tool(cluster.context);
    const ErrorFrame frame{tool_->name,           cluster.context.server,        config_.request_timeout,
                           cluster.context.login, cluster.context.login_program, tool_->shell_command(context)};
    // A way on which the path of the address gets lost ends in another cluster.
    const bool path = has_path(frame.server);
    const ToolVersion tool_version = path ? version_of_tool(stop) : ToolVersion{};
    if (path && !can_go(tool_version)) return path_is_lost(tool_version, frame);
    const auto not_contained = why_not_contained(cluster.context, config_.proxied, frame);
    if (config_.transport == Transport::exec && not_contained) return *not_contained;
    Session session;
    std::unique_ptr<KubeApi> api;
    if (config_.transport != Transport::exec) {
      auto proxy = open_proxy(context, frame, stop);
      if (proxy) {
        api = std::move(proxy->api);
        session.reviews = std::move(proxy->reviews);
      } else if (!may_fall_back(proxy.error())) {
        return std::move(proxy).error();
      } else if (not_contained) {
        return Error{proxy.error().kind, fmt::format("{}; and {}", proxy.error().message, not_contained->message),
                     proxy.error().hint};
      } else if (path && !tool_version.raw_keeps_path()) {
        return Error{proxy.error().kind,
                     fmt::format("{}; and '{} get --raw' would lose the path of '{}'", proxy.error().message,
                                 tool_->name, printable(frame.server, 200)),
                     std::string(kPathRemedy)};
      } else {
        session.note = fmt::format("{}; using '{} get --raw' for each request, which is slower", proxy.error().message,
                                   tool_->name);
      }
    }
    const bool through_proxy = api != nullptr;
    if (!api) api = std::make_unique<ExecKubeApi>(*tool_, context, frame, runner_);
    const auto server_clock = std::make_shared<ServerClock>();
    // Innermost: what waits for its turn, or is tried again, must not look like a clock that is behind.
    api = std::make_unique<ClockReadingKubeApi>(std::move(api), server_clock, clock_);
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
    session.uid = [asked = std::make_shared<AskedOnce<std::string>>(), &api = *api,
                   &clock = clock_](std::stop_token uid_stop) {
      return asked->get([&] { return ask_cluster_uid(api, clock, uid_stop); }, uid_stop);
    };
    session.sees_all_pods = [&api = *api, &clock = clock_](std::stop_token pods_stop) {
      return ask_sees_all_pods(api, clock, std::move(pods_stop));
    };
    if (tool_->name == "oc") {  // kubectl has no such command
      session.token = [this, context](std::stop_token token_stop) {
        return read_token(*tool_, context, runner_, config_.request_timeout, std::move(token_stop));
      };
    }
    const SessionAbilities abilities{.whole_lists = through_proxy && *version >= kStreamsLists,
                                     .fresh_cache = *version >= kFreshCache,
                                     .media_types = through_proxy};
    session.reader = std::make_unique<KubeClusterReader>(std::move(api), server_clock, abilities);
    return session;
  }

 private:
  // Said once a run, and only where there is something to be merged.
  void say_shadowed_names(const std::vector<std::string>& files, const std::stop_token& stop) {
    if (files.size() < 2 || files.size() > kFilesComparedMax) return;
    std::vector<ViewedFile> viewed;
    for (const std::string& file : files) {
      Tool alone = *tool_;
      alone.kubeconfig = file;
      auto json = view_kubeconfig(alone, runner_, config_.contexts_timeout, stop);
      if (json) viewed.push_back({file, *std::move(json)});
    }
    for (const std::string& sentence : shadowed_names(viewed, tool_->name)) log_.warning(sentence);
  }

  ToolVersion version_of_tool(const std::stop_token& stop) {
    return tool_version_.get([&] { return ask_tool_version(*tool_, runner_, config_.request_timeout, stop); }, stop);
  }

  // Whether any of the ways that may be taken keeps the path of the server's address.
  [[nodiscard]] bool can_go(const ToolVersion& version) const {
    if (config_.transport == Transport::exec) return version.raw_keeps_path();
    return version.proxy_keeps_path();
  }

  [[nodiscard]] Error path_is_lost(const ToolVersion& version, const ErrorFrame& frame) const {
    const std::string_view way = config_.transport == Transport::exec ? "get --raw" : "proxy";
    return {ErrorKind::config,
            fmt::format("'{} {}'{} would lose the path of '{}', and so end in another cluster", tool_->name, way,
                        version.text.empty() ? "" : fmt::format(" of {}", version.text), printable(frame.server, 200)),
            std::string(kPathRemedy)};
  }

  struct ProxyDoors {
    std::unique_ptr<ProxyKubeApi> api;
    std::shared_ptr<WriteApi> reviews;
  };

  Result<ProxyDoors> open_proxy(const std::string& context, const ErrorFrame& frame, std::stop_token stop) {
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
    auto reviews = ProxyWriteApi::open(session, own_reviews());
    if (!reviews) return std::move(reviews).error();
    auto api = ProxyKubeApi::open(std::move(session), std::move(stop));
    if (!api) return std::move(api).error();
    return ProxyDoors{*std::move(api), *std::move(reviews)};
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
  AskedOnce<ToolVersion> tool_version_;
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
