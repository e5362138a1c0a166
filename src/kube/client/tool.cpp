#include "kube/client/tool.hpp"

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "oomscan/model/shell.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

constexpr std::array<std::string_view, 2> kToolNames{"oc", "kubectl"};
constexpr std::string_view kHint = "install 'oc' or 'kubectl' where PATH finds it, or say where it is with --oc PATH";

bool is_program(const std::string& path) {
  std::error_code failed;
  return std::filesystem::is_regular_file(path, failed) && access(path.c_str(), X_OK) == 0;
}

std::optional<std::string> in_search_path(std::string_view name, std::string_view search_path) {
  while (!search_path.empty()) {
    const std::size_t end = search_path.find(':');
    const std::string_view directory = search_path.substr(0, end);
    search_path = end == std::string_view::npos ? std::string_view{} : search_path.substr(end + 1);
    // An empty or relative entry means the working directory: not a place to pick up a program that gets credentials.
    if (directory.empty() || directory.front() != '/') continue;
    std::string path = fmt::format("{}/{}", directory, name);
    if (is_program(path)) return path;
  }
  return std::nullopt;
}

}  // namespace

CommandLine Tool::command(std::string_view context, std::vector<std::string> arguments) const {
  CommandLine line;
  line.argv.reserve(arguments.size() + 5);
  line.argv.push_back(path);
  if (!kubeconfig.empty()) {
    line.argv.emplace_back("--kubeconfig");
    line.argv.push_back(kubeconfig);
  }
  if (!context.empty()) {
    line.argv.emplace_back("--context");
    line.argv.emplace_back(context);
  }
  for (auto& argument : arguments) line.argv.push_back(std::move(argument));
  // A person's own defaults for commands (kuberc, kubectl 1.33 and later) are not meant for a program.
  line.extra_environment.emplace_back("KUBERC", "off");
  return line;
}

std::string Tool::shell_command(std::string_view context) const {
  std::string words = shell_quoted(by_path ? path : name).value_or("oc");
  if (!kubeconfig.empty()) words += " --kubeconfig " + shell_quoted(kubeconfig).value_or("FILE");
  if (!context.empty()) words += " --context " + shell_quoted(context).value_or("CONTEXT");
  return printable(words);
}

Result<Tool> find_tool(const std::string& wanted, std::string_view search_path, std::string kubeconfig) {
  if (wanted.find('/') != std::string::npos) {
    std::error_code failed;
    if (!std::filesystem::exists(wanted, failed)) {
      return Error{ErrorKind::not_found, fmt::format("there is no '{}'", printable(wanted)), std::string(kHint)};
    }
    if (!is_program(wanted)) {
      return Error{ErrorKind::local_permission, fmt::format("'{}' is not executable", printable(wanted)),
                   std::string(kHint)};
    }
    return Tool{wanted, std::filesystem::path(wanted).filename().string(), std::move(kubeconfig), true};
  }
  if (!wanted.empty()) {
    if (auto path = in_search_path(wanted, search_path)) return Tool{*std::move(path), wanted, std::move(kubeconfig)};
    return Error{ErrorKind::not_found, fmt::format("'{}' is not in PATH", printable(wanted)), std::string(kHint)};
  }
  for (const std::string_view name : kToolNames) {
    if (auto path = in_search_path(name, search_path)) {
      return Tool{*std::move(path), std::string(name), std::move(kubeconfig)};
    }
  }
  return Error{ErrorKind::not_found, "neither 'oc' nor 'kubectl' is in PATH", std::string(kHint)};
}

}  // namespace oomscan::kube
