#include "kube/client/service_account.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "oomscan/model/names.hpp"

namespace oomscan::kube {
namespace {

bool has_token(const PodSurroundings& pod) {
  std::error_code failed;
  const auto kind = std::filesystem::status(pod.directory + "/token", failed).type();
  return kind != std::filesystem::file_type::not_found && kind != std::filesystem::file_type::none &&
         kind != std::filesystem::file_type::directory;
}

bool is_pod(const PodSurroundings& pod) { return !pod.service_host.empty() && !pod.service_port.empty(); }

std::string namespace_of(const PodSurroundings& pod) {
  std::string name = pod.pod_namespace;
  if (name.empty()) {
    std::ifstream file(pod.directory + "/namespace");
    std::getline(file, name);
    name = trimmed(name);
  }
  return is_namespace_name(name) ? name : std::string{};
}

}  // namespace

std::optional<Context> service_account_context(const PodSurroundings& pod) {
  if (!is_pod(pod) || !has_token(pod)) return std::nullopt;
  const bool is_ipv6 = pod.service_host.find(':') != std::string::npos;
  Context context;
  context.name = kServiceAccountContext;
  context.server =
      fmt::format(fmt::runtime(is_ipv6 ? "https://[{}]:{}" : "https://{}:{}"), pod.service_host, pod.service_port);
  context.user = "service account";
  context.namespace_name = namespace_of(pod);
  context.current = true;
  context.login = Login::service_account;
  context.of_service_account = true;
  return context;
}

bool is_pod_without_token(const PodSurroundings& pod) { return is_pod(pod) && !has_token(pod); }

}  // namespace oomscan::kube
