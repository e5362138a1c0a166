#include "cli/flags.hpp"

#include <algorithm>
#include <cctype>

namespace oomscan::cli {
namespace {

constexpr std::string_view kPrefix = "OOM_SCAN_";

constexpr FlagGroup kGroups[] = {FlagGroup::selection,  FlagGroup::parallelism, FlagGroup::detection, FlagGroup::output,
                                 FlagGroup::connection, FlagGroup::display,     FlagGroup::other};

std::string with_dashes(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

bool is_called(const Flag& flag, std::string_view name) {
  return flag.name == name || (!flag.alias.empty() && flag.alias == name);
}

}  // namespace

const Flag& flag(FlagId id) { return flags()[static_cast<std::size_t>(id)]; }

std::span<const FlagGroup> groups() { return kGroups; }

std::string_view title(FlagGroup group) {
  switch (group) {
    case FlagGroup::selection:
      return "What to scan";
    case FlagGroup::parallelism:
      return "How much at once";
    case FlagGroup::detection:
      return "Detection";
    case FlagGroup::output:
      return "Output";
    case FlagGroup::connection:
      return "Connection";
    case FlagGroup::display:
      return "Display";
    case FlagGroup::other:
      return "Other";
  }
  return "";
}

std::string environment_name(std::string_view name) {
  std::string variable(kPrefix);
  for (const char c : name) {
    variable += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return variable;
}

std::string option_name(std::string_view environment_name) {
  std::string name;
  if (environment_name.starts_with(kPrefix)) environment_name.remove_prefix(kPrefix.size());
  for (const char c : environment_name) {
    name += c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return name;
}

std::string config_key(const Flag& flag) {
  std::string key(flag.name);
  std::replace(key.begin(), key.end(), '-', '_');
  return key;
}

const Flag* find_flag(std::string_view name, Command command) {
  const std::string wanted = with_dashes(name);
  for (const Flag& candidate : flags()) {
    if (candidate.commands.has(command) && is_called(candidate, wanted)) return &candidate;
  }
  return nullptr;
}

const Flag* find_flag(std::string_view name) {
  const std::string wanted = with_dashes(name);
  for (const Flag& candidate : flags()) {
    if (is_called(candidate, wanted)) return &candidate;
  }
  return nullptr;
}

CommandSet commands_taking(std::string_view name) {
  const std::string wanted = with_dashes(name);
  CommandSet all;
  for (const Flag& candidate : flags()) {
    if (is_called(candidate, wanted)) all = all | candidate.commands;
  }
  return all;
}

}  // namespace oomscan::cli
