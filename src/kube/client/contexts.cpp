#include "kube/client/contexts.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "kube/client/client_words.hpp"
#include "kube/client/login_hint.hpp"
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

// Scheme and host compare without case, a trailing slash means nothing.
std::string normalized_server(std::string server) {
  while (!server.empty() && server.back() == '/') server.pop_back();
  const std::size_t host = server.find("://");
  const std::size_t path = server.find('/', host == std::string::npos ? 0 : host + 3);
  std::transform(server.begin(),
                 path == std::string::npos ? server.end() : server.begin() + static_cast<std::ptrdiff_t>(path),
                 server.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return server;
}

// FNV-1a of 64 bits: an address may hold a proxy's password, so only its print is kept.
std::string print_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return fmt::format("{:016x}", hash);
}

// What `config view` shows in place of a certificate that stands in the file itself.
constexpr std::string_view kOmitted = "DATA+OMITTED";

// Members of a cluster's entry that change nothing about where a connection ends.
constexpr std::array<std::string_view, 2> kOfNoMatter{"disable-compression", "extensions"};

// Any member that is not known to be of no matter counts, those of tools to come, too.
std::string route_of(const std::string& entry, const Json& cluster) {
  if (!cluster.is_object() || text(cluster, "server").empty()) return {};
  Json decisive = Json::object();
  bool hidden = false;
  for (const auto& [key, value] : cluster.items()) {
    if (std::find(kOfNoMatter.begin(), kOfNoMatter.end(), key) != kOfNoMatter.end()) continue;
    hidden = hidden || value == kOmitted;
    decisive[key] = value;
  }
  decisive["server"] = normalized_server(text(cluster, "server"));
  // What cannot be compared is the same only in the same entry.
  if (hidden) decisive["entry"] = entry;
  return print_of(decisive.dump(-1, ' ', false, Json::error_handler_t::replace));
}

struct LoginOfUser {
  Login login = Login::unknown;
  std::string program;
};

LoginOfUser login_of(const Json& user) {
  if (const Json& plug_in = member(user, "exec"); plug_in.is_object()) {
    const std::string command = text(plug_in, "command");
    return {Login::plug_in, command.substr(command.rfind('/') + 1)};
  }
  if (const Json& provider = member(user, "auth-provider"); provider.is_object()) {
    return {Login::auth_provider, text(provider, "name")};
  }
  const auto has = [&user](const char* key) { return user.is_object() && user.contains(key); };
  if (has("token") || has("tokenFile")) return {Login::token, ""};
  if (has("client-certificate") || has("client-certificate-data")) return {Login::certificate, ""};
  return {};
}

}  // namespace

Result<std::vector<Context>> parse_contexts(std::string_view json) {
  const Json config = Json::parse(json, nullptr, false);
  if (!config.is_object()) {
    return Error{ErrorKind::config, "'config view' did not print a kubeconfig as JSON",
                 "see what 'oc config view -o json' prints"};
  }
  struct Destination {
    std::string server;
    std::string route;
    bool has_proxy = false;
  };
  std::map<std::string, Destination> destinations;
  if (const Json& clusters = member(config, "clusters"); clusters.is_array()) {
    for (const Json& entry : clusters) {
      const std::string name = text(entry, "name");
      const Json& cluster = member(entry, "cluster");
      destinations.emplace(name, Destination{without_credentials(text(cluster, "server")), route_of(name, cluster),
                                             !text(cluster, "proxy-url").empty()});
    }
  }
  std::map<std::string, LoginOfUser> logins;
  if (const Json& users = member(config, "users"); users.is_array()) {
    for (const Json& entry : users) logins.emplace(text(entry, "name"), login_of(member(entry, "user")));
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
      if (const auto found = destinations.find(text(inner, "cluster")); found != destinations.end()) {
        context.server = found->second.server;
        context.route = found->second.route;
        context.has_proxy = found->second.has_proxy;
      }
      context.user = text(inner, "user");
      if (const auto found = logins.find(context.user); found != logins.end()) {
        context.login = found->second.login;
        context.login_program = found->second.program;
      }
      context.namespace_name = text(inner, "namespace");
      context.current = context.name == current;
      contexts.push_back(std::move(context));
    }
  }
  return contexts;
}

Result<std::string> view_kubeconfig(const Tool& tool, ProcessRunner& runner, std::chrono::milliseconds timeout,
                                    std::stop_token stop) {
  const std::string doing = fmt::format("reading the kubeconfig with '{}'", tool.name);
  ProcessLimits limits;
  limits.timeout = timeout;
  limits.stdout_bytes_max = kConfigBytesMax;
  auto outcome = runner.run(tool.command("", {"config", "view", "-o", "json"}), limits, std::move(stop));
  if (!outcome) return with_context(std::move(outcome).error(), doing);
  if (auto error = abnormal_end(*outcome, tool.name, timeout)) return with_context(*std::move(error), doing);
  if (outcome->code == 0) return std::move(outcome->out);
  ErrorFrame frame;
  frame.tool = tool.name;
  frame.command = tool.shell_command("");
  Error error = failure_from_tool(outcome->err, outcome->out, frame).error;
  // It has spoken to nobody: whatever it says is about the file, unless it is about the tool itself.
  if (error.kind != ErrorKind::io) {
    const std::string words = client_words(outcome->err);
    error = {ErrorKind::config, words.empty() ? fmt::format("it ended with exit code {}", outcome->code) : words,
             kubeconfig_file_hint(words, frame)};
  }
  return with_context(std::move(error), doing);
}

Result<std::vector<Context>> read_contexts(const Tool& tool, ProcessRunner& runner, std::chrono::milliseconds timeout,
                                           std::stop_token stop) {
  auto viewed = view_kubeconfig(tool, runner, timeout, std::move(stop));
  if (!viewed) return std::move(viewed).error();
  auto contexts = parse_contexts(*viewed);
  if (!contexts)
    return with_context(std::move(contexts).error(), fmt::format("reading the kubeconfig with '{}'", tool.name));
  return contexts;
}

}  // namespace oomscan::kube
