#include "cli/config_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "cli/suggestion.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::cli {
namespace {

constexpr std::size_t kWhyBytesMax = 300;

std::string at(const std::string& path, const toml::source_region& source) {
  return fmt::format("{}:{}", printable(path), source.begin.line);
}

std::vector<std::string> known_keys() {
  std::vector<std::string> keys;
  for (const Flag& flag : flags()) {
    if (flag.in_config) keys.push_back(config_key(flag));
  }
  return keys;
}

Fault unknown_key(const std::string& where, const std::string& key) {
  const Flag* flag = find_flag(key);
  if (flag != nullptr) {
    return {fmt::format("{}: {} cannot be set in a configuration file", where, in_quotes(key)), "",
            fmt::format("give '--{}' on the command line", flag->name)};
  }
  const std::vector<std::string> keys = known_keys();
  std::string name = key;
  std::replace(name.begin(), name.end(), '-', '_');
  std::string hint = did_you_mean(name, keys);
  if (hint.empty()) hint = "keys are named as the options: 'ns_workers' for '--ns-workers'";
  return {fmt::format("{}: unknown key {}", where, in_quotes(key)), "", std::move(hint)};
}

// What an option of this kind is written as.
std::string_view expected(const Flag& flag) {
  switch (flag.kind) {
    case FlagKind::toggle:
      return "true or false";
    case FlagKind::number:
      return "a whole number";
    case FlagKind::choice:
    case FlagKind::text:
      return "a string";
    case FlagKind::list:
    case FlagKind::patterns:
      return "an array of strings, or one string";
  }
  return "";
}

std::string example(const Flag& flag) {
  switch (flag.kind) {
    case FlagKind::toggle:
      return fmt::format("{} = true", config_key(flag));
    case FlagKind::number:
      return fmt::format("{} = {}", config_key(flag), flag.min);
    case FlagKind::choice:
      return fmt::format("{} = \"{}\"", config_key(flag), flag.choices.front());
    case FlagKind::text:
      return fmt::format("{} = \"...\"", config_key(flag));
    case FlagKind::list:
    case FlagKind::patterns:
      return fmt::format("{} = [\"...\", \"...\"]", config_key(flag));
  }
  return "";
}

std::optional<std::string> scalar(const Flag& flag, const toml::node& node) {
  if (flag.kind == FlagKind::toggle) {
    const auto* value = node.as_boolean();
    return value == nullptr ? std::nullopt : std::optional<std::string>(value->get() ? "true" : "false");
  }
  if (flag.kind == FlagKind::number) {
    const auto* value = node.as_integer();
    return value == nullptr ? std::nullopt : std::optional<std::string>(fmt::format("{}", value->get()));
  }
  const auto* value = node.as_string();
  return value == nullptr ? std::nullopt : std::optional<std::string>(value->get());
}

// The entries of one key; nullopt: written as something else than `expected`.
std::optional<std::vector<Entry>> entries_of(const Flag& flag, const toml::node& node) {
  const bool takes_list = flag.kind == FlagKind::list || flag.kind == FlagKind::patterns;
  const auto* array = node.as_array();
  std::vector<Entry> entries;
  if (!takes_list || array == nullptr) {
    std::optional<std::string> text = scalar(flag, node);
    if (!text) return std::nullopt;
    entries.push_back({std::move(*text), false});
    return entries;
  }
  for (const toml::node& element : *array) {
    std::optional<std::string> text = scalar(flag, element);
    if (!text) return std::nullopt;
    entries.push_back({std::move(*text), true});
  }
  return entries;
}

ConfigFile read_table(const toml::table& table, const std::string& path, Command command) {
  ConfigFile file;
  // In the order of the file, so that the first mistake is the one that is shown.
  std::vector<std::pair<const toml::key*, const toml::node*>> items;
  for (const auto& [key, node] : table) items.emplace_back(&key, &node);
  std::sort(items.begin(), items.end(),
            [](const auto& a, const auto& b) { return a.first->source().begin < b.first->source().begin; });
  for (const auto& [key, node] : items) {
    const std::string name(key->str());
    const std::string where = at(path, key->source());
    const Flag* own = find_flag(name, command);
    const Flag* flag = own != nullptr ? own : find_flag(name);
    if (flag == nullptr && node->is_table()) {
      file.fault = Fault{fmt::format("{}: unknown table {}", where, in_quotes(name)), "",
                         "all keys stand at the top level of the file, outside tables"};
      return file;
    }
    if (flag == nullptr || !flag->in_config) {
      file.fault = unknown_key(where, name);
      return file;
    }
    std::optional<std::vector<Entry>> entries = entries_of(*flag, *node);
    if (!entries) {
      file.fault = Fault{fmt::format("{}: {} must be {}", where, in_quotes(name), expected(*flag)), "",
                         fmt::format("as in: {}", example(*flag))};
      return file;
    }
    if (own == nullptr) continue;
    Setting setting{Origin::config_file, fmt::format("{}: {}", where, in_quotes(name)), std::move(*entries)};
    if (!file.layer.emplace(flag->id, std::move(setting)).second) {
      file.fault = Fault{fmt::format("{}: {} is set a second time", where, in_quotes(name)), "",
                         fmt::format("'{}' is the same option", config_key(*flag))};
      return file;
    }
  }
  return file;
}

// A FIFO in a folder may never be written to, and opening it would block for ever.
bool is_pipe_of_the_shell(const std::string& path, const std::filesystem::file_status& status) {
  return std::filesystem::is_fifo(status) &&
         (path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/") || path == "/dev/stdin");
}

}  // namespace

ConfigFile parse_config(std::string_view text, const std::string& path, Command command) {
  try {
    return read_table(toml::parse(text), path, command);
  } catch (const toml::parse_error& error) {
    // "Error while parsing ...", one line of English that may quote the file.
    std::string_view why = error.description();
    constexpr std::string_view kOpening = "Error ";
    if (why.starts_with(kOpening)) why.remove_prefix(kOpening.size());
    return {{}, Fault{fmt::format("{}: not TOML: {}", at(path, error.source()), printable(why, kWhyBytesMax)), "", ""}};
  }
}

ConfigFile read_config_file(const Setting& config, Command command) {
  const std::string& path = config.entries.back().text;
  const auto fault = [&](std::string_view why) {
    return ConfigFile{{},
                      Fault{fmt::format("{}: cannot read {}: {}", config.subject, in_quotes(path), why), "",
                            "check the path; without a configuration file, leave the option out"}};
  };
  std::error_code error;
  // A directory opens well but reads badly. A pipe is one of the shell's ("--config <(...)"), which somebody writes.
  const auto status = std::filesystem::status(path, error);
  if (error && status.type() != std::filesystem::file_type::not_found) return fault(error.message());
  if (!std::filesystem::exists(status)) return fault("no such file");
  if (!std::filesystem::is_regular_file(status) && !is_pipe_of_the_shell(path, status)) {
    return fault("not a regular file");
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return fault(errno != 0 ? std::strerror(errno) : "it cannot be opened");
  std::string text(kConfigBytesMax + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) return fault("reading failed");
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kConfigBytesMax) return fault(fmt::format("larger than {} bytes", kConfigBytesMax));
  return parse_config(text, path, command);
}

}  // namespace oomscan::cli
