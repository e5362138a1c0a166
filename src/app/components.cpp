#include "app/components.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "app/terminal_state.hpp"
#include "kube/tool_fleet.hpp"

namespace oomscan::app {
namespace {

constexpr std::array<const char*, 4> kProxyVariables{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"};

// The names that Go programs look at. ALL_PROXY is none of them.
bool names_proxy() {
  return std::any_of(kProxyVariables.begin(), kProxyVariables.end(),
                     [](const char* name) { return !environment(name).value_or("").empty(); });
}

}  // namespace

Components::Components() : janitor_(process::Janitor::start()) {}

void Components::build(const Options& options, Log& log) {
  http_ = http::make_http_connector();
  runner_ = process::make_process_runner(janitor_.get());
  kube::FleetConfig config;
  config.oc_path = options.oc_path;
  config.search_path = environment("PATH").value_or("");
  config.kubeconfig = options.kubeconfig;
  config.kubeconfig_variable = environment("KUBECONFIG").value_or("");
  config.home = environment("HOME").value_or("");
  config.proxied = names_proxy();
  config.pod.service_host = environment("KUBERNETES_SERVICE_HOST").value_or("");
  config.pod.service_port = environment("KUBERNETES_SERVICE_PORT").value_or("");
  config.pod.pod_namespace = environment("POD_NAMESPACE").value_or("");
  config.transport = options.transport;
  // The doctor says what it sees at once: a cluster that is down costs one time-out.
  config.attempts_per_request = options.command == Command::doctor ? 1 : options.attempts_per_request;
  config.request_timeout = options.request_timeout;
  config.contexts_timeout = options.request_timeout;
  if (options.deadline.count() > 0) config.contexts_timeout = std::min(options.request_timeout, options.deadline);
  config.requests_per_second = options.requests_per_second;
  config.runtime_directory = [this] { return runtime_directory(); };
  fleet_ = std::make_unique<scan::IntroducingFleet>(kube::make_fleet(std::move(config), *runner_, *http_, clock_, log));
}

Result<std::string> Components::runtime_directory() {
  const std::lock_guard lock{runtime_mutex_};
  if (!runtime_directory_) {
    Result<std::unique_ptr<process::RuntimeDirectory>> made = process::RuntimeDirectory::create(janitor_.get());
    if (!made) return std::move(made).error();
    runtime_directory_ = std::move(made).value();
  }
  return runtime_directory_->path();
}

}  // namespace oomscan::app
