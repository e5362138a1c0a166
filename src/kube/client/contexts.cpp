#include "kube/client/contexts.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "kube/client/tool_error.hpp"
#include "oomscan/model/shell.hpp"

namespace oomscan::kube {
namespace {

using Json = nlohmann::json;

// 200 contexts with embedded certificates redacted are 100 kB.
constexpr std::size_t kConfigBytesMax = std::size_t{16} << 20;

std::string text(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

// A list or map that may be null, missing or of another type.
const Json& member(const Json& object, const char* key) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(key);
  return found != object.end() ? *found : nothing;
}

// "https://user:password@host": a credential where none belongs.
std::string without_credentials(std::string url) {
  const std::size_t scheme = url.find("://");
  const std::size_t start = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t host_end = url.find('/', start);
  const std::size_t at = url.rfind('@', host_end);
  if (at != std::string::npos && at >= start) url.erase(start, at + 1 - start);
  return url;
}

Error no_contexts() {
  return {ErrorKind::config, "the kubeconfig has no context",
          "log in with 'oc login <server>', or name another file with --kubeconfig"};
}

}  // namespace

Result<std::vector<Context>> parse_contexts(std::string_view json) {
  const Json config = Json::parse(json, nullptr, false);
  if (!config.is_object()) {
    return Error{ErrorKind::config, "'config view' did not print a kubeconfig as JSON",
                 "see what 'oc config view -o json' prints"};
  }
  std::map<std::string, std::string> servers;
  if (const Json& clusters = member(config, "clusters"); clusters.is_array()) {
    for (const Json& cluster : clusters)
      servers.emplace(text(cluster, "name"), without_credentials(text(member(cluster, "cluster"), "server")));
  }
  const std::string current = text(config, "current-context");
  std::vector<Context> contexts;
  if (const Json& list = member(config, "contexts"); list.is_array()) {
    contexts.reserve(list.size());
    for (const Json& entry : list) {
      Context context;
      context.name = text(entry, "name");
      if (context.name.empty()) continue;
      const Json& inner = member(entry, "context");
      if (const auto server = servers.find(text(inner, "cluster")); server != servers.end()) {
        context.server = server->second;
      }
      context.user = text(inner, "user");
      context.namespace_name = text(inner, "namespace");
      context.current = context.name == current;
      contexts.push_back(std::move(context));
    }
  }
  if (contexts.empty()) return no_contexts();
  return contexts;
}

Result<std::vector<Context>> read_contexts(const Tool& tool, ProcessRunner& runner, std::chrono::milliseconds timeout,
                                           std::stop_token stop) {
  const std::string doing = fmt::format("reading the kubeconfig with '{}'", tool.name);
  ProcessLimits limits;
  limits.timeout = timeout;
  limits.stdout_bytes_max = kConfigBytesMax;
  auto outcome = runner.run(tool.command("", {"config", "view", "-o", "json"}), limits, std::move(stop));
  if (!outcome) return with_context(std::move(outcome).error(), doing);
  if (auto error = abnormal_end(*outcome, tool.name, timeout)) return with_context(*std::move(error), doing);
  if (outcome->code != 0) {
    // What it says may quote the file: it stays untold.
    return Error{ErrorKind::config, fmt::format("{}: it ended with exit code {}", doing, outcome->code),
                 fmt::format("see what '{} config view' says", shell_quoted(tool.name).value_or("oc"))};
  }
  auto contexts = parse_contexts(outcome->out);
  if (!contexts) return with_context(std::move(contexts).error(), doing);
  return contexts;
}

}  // namespace oomscan::kube
