#include "kube/client/kubeconfig_files.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "oomscan/model/shell.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLogIn = "log in with 'oc login <server>', or name another file with --kubeconfig";

std::string shown(std::string_view path) { return printable(path, 300); }

fs::file_type kind_of(const std::string& path) {
  std::error_code failed;
  return fs::status(path, failed).type();  // not_found also where a folder on the way is missing
}

bool is_there(const std::string& path) { return kind_of(path) != fs::file_type::not_found; }

// KUBECONFIG is a list, as PATH is.
std::vector<std::string> entries(std::string_view variable) {
  std::vector<std::string> names;
  while (!variable.empty()) {
    const std::size_t end = variable.find(':');
    if (end != 0) names.emplace_back(variable.substr(0, end));
    variable = end == std::string_view::npos ? std::string_view{} : variable.substr(end + 1);
  }
  return names;
}

// The shell expands '~' only at the beginning of a word of its own.
std::string missing_hint(const std::string& path, const KubeconfigPlaces& places, std::string_view otherwise) {
  if (path.starts_with("~/") && !places.home.empty()) {
    if (const auto word = shell_quoted(places.home + path.substr(1))) {
      return fmt::format("'~' was not expanded by the shell; write {}", *word);
    }
  }
  return std::string(otherwise);
}

}  // namespace

std::optional<Error> trouble_with_option(const KubeconfigPlaces& places, std::string_view tool) {
  if (places.option.empty()) return std::nullopt;
  switch (kind_of(places.option)) {
    case fs::file_type::not_found:
      return Error{ErrorKind::config, fmt::format("there is no file '{}'", shown(places.option)),
                   missing_hint(places.option, places, "check the path given to --kubeconfig")};
    case fs::file_type::fifo:
    case fs::file_type::socket:
      return Error{ErrorKind::config,
                   fmt::format("'{}' can be read only once, and '{}' reads its kubeconfig anew for each question",
                               shown(places.option), tool),
                   "write it to a file first, and name that with --kubeconfig"};
    default:
      return std::nullopt;
  }
}

Error no_context_in(const KubeconfigPlaces& places) {
  if (!places.option.empty()) {
    return {ErrorKind::config, fmt::format("the kubeconfig '{}' holds no context", shown(places.option)),
            std::string(kLogIn)};
  }
  const std::vector<std::string> named = entries(places.variable);
  if (!named.empty()) {
    const std::vector<std::string> there = merged_files(places);
    std::vector<std::string> words;
    for (const std::string& name : named) words.push_back(fmt::format("'{}'", shown(name)));
    const std::string list = fmt::format("{}", fmt::join(words, ", "));
    if (there.empty()) {
      return {ErrorKind::config, fmt::format("KUBECONFIG names no file that is there: {}", list),
              missing_hint(named.front(), places, "check KUBECONFIG, or name a file with --kubeconfig")};
    }
    return {ErrorKind::config, fmt::format("the kubeconfig holds no context (KUBECONFIG names {})", list),
            std::string(kLogIn)};
  }
  const std::string usual = places.home.empty() ? std::string{} : places.home + "/.kube/config";
  if (!usual.empty() && !is_there(usual)) {
    return {ErrorKind::config,
            fmt::format("there is no kubeconfig: KUBECONFIG is not set, and there is no '{}'", shown(usual)),
            std::string(kLogIn)};
  }
  return {ErrorKind::config, "the kubeconfig has no context", std::string(kLogIn)};
}

std::vector<std::string> merged_files(const KubeconfigPlaces& places) {
  std::vector<std::string> there;
  if (!places.option.empty()) return there;
  for (std::string& name : entries(places.variable)) {
    if (is_there(name)) there.push_back(std::move(name));
  }
  return there;
}

}  // namespace oomscan::kube
