#include "cli/words.hpp"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <map>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/word_faults.hpp"

namespace oomscan::cli {
namespace {

std::string cli11_names(const Flag& flag) {
  std::string names = flag.letter == '\0' ? "" : fmt::format("-{},", flag.letter);
  names += fmt::format("--{}", flag.name);
  if (!flag.alias.empty()) names += fmt::format(",--{}", flag.alias);
  return names;
}

// Under which of its names an option was written last.
std::string_view name_written(const Flag& flag, std::span<const std::string_view> argv) {
  if (flag.alias.empty()) return flag.name;
  const std::string alias = fmt::format("--{}", flag.alias);
  const auto is = [](std::string_view word, std::string_view option) {
    return word == option || (word.starts_with(option) && word.substr(option.size()).starts_with('='));
  };
  for (std::size_t i = argv.size(); i-- > 0;) {
    if (is(argv[i], alias)) return flag.alias;
    if (is(argv[i], fmt::format("--{}", flag.name))) return flag.name;
  }
  return flag.name;
}

// What was given, by the name of the option: which row it is depends on the command.
using Given = std::map<std::string_view, std::vector<std::string>>;

// Words that are no options and not their values, in their order. Those behind a "--" are arguments whatever they look
// like.
struct Bare {
  std::vector<std::string> words;
  std::size_t before_dashes = 0;  // the first of them that stand before any "--"
  std::optional<std::string> unknown_option;
};

Bare bare_words(const std::vector<std::string>& remaining) {
  Bare bare;
  bool options_ended = false;
  for (const std::string& word : remaining) {
    if (!options_ended && word == "--") {
      options_ended = true;
    } else if (!options_ended && word.size() > 1 && word.starts_with('-')) {
      if (!bare.unknown_option) bare.unknown_option = word;
    } else {
      bare.words.push_back(word);
      if (!options_ended) ++bare.before_dashes;
    }
  }
  return bare;
}

// CLI11 takes the next word as the value whatever it is ("--contexts --current", "--contexts= --current"): a forgotten
// value must not swallow an option.
std::optional<Fault> find_swallowed(const Given& given, std::span<const std::string_view> argv) {
  for (std::size_t i = 0; i < argv.size(); ++i) {
    if (argv[i] == "--") break;
    const Flag* flag = option_named_by(argv[i]);
    if (flag == nullptr || flag->kind == FlagKind::toggle || !given.contains(flag->name)) continue;
    if (argv[i].ends_with('=') && argv[i].find('=') + 1 == argv[i].size()) return missing_value(*flag, "");
    if (argv[i].find('=') != argv[i].npos) continue;
    if (i + 1 < argv.size() && (argv[i + 1].starts_with("--") || option_named_by(argv[i + 1]) != nullptr)) {
      return missing_value(*flag, argv[i + 1]);
    }
    ++i;  // the value, whatever it looks like
  }
  return std::nullopt;
}

// An option that may stand without a value is given the one that it then means.
std::vector<std::string> completed(std::span<const char* const> argv) {
  std::vector<std::string> words(argv.begin(), argv.end());
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const Flag* flag = option_named_by(words[i]);
    if (flag == nullptr || flag->bare_value.empty() || words[i].find('=') != std::string::npos) continue;
    const bool last = i + 1 == words.size();
    if (last || words[i + 1].starts_with("-")) words[i] += fmt::format("={}", flag->bare_value);
  }
  return words;
}

struct Parsed {
  Given given;
  std::vector<std::string> remaining;
  std::optional<Fault> fault;
};

Parsed parse_all(std::span<const std::string_view> argv) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::map<std::string_view, CLI::Option*> options;
  for (const Flag& flag : flags()) {
    if (options.contains(flag.name)) continue;  // another command's option of the same name
    CLI::Option* option =
        flag.kind == FlagKind::toggle ? app.add_flag(cli11_names(flag)) : app.add_option(cli11_names(flag));
    options.emplace(flag.name, option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll));
  }
  Parsed parsed;
  try {
    app.parse(std::vector<std::string>(argv.rbegin(), argv.rend()));
  } catch (const CLI::ArgumentMismatch&) {
    // Only the last option can lack a value: any other one takes the word that follows.
    const Flag* last = argv.empty() ? nullptr : option_named_by(argv.back());
    parsed.fault = last != nullptr ? missing_value(*last, "") : Fault{"the last option needs a value", "", ""};
  } catch (const std::exception& error) {
    parsed.fault = Fault{fmt::format("the command line cannot be read: {}", error.what()), "", ""};
  }
  for (const auto& [name, option] : options) {
    if (!option->results().empty()) parsed.given.emplace(name, option->results());
  }
  if (auto swallowed = find_swallowed(parsed.given, argv)) parsed.fault = std::move(swallowed);
  parsed.remaining = app.remaining();
  return parsed;
}

// Takes the command off the bare words and leaves its arguments; the fault, if they are not what it takes.
std::optional<Fault> take_command(Bare& bare, std::span<const std::string_view> argv, CommandLine& read) {
  const std::span<const std::string> named(bare.words.data(), bare.before_dashes);
  const CommandMatch match = match_command(commands(), named);
  if (match.row == nullptr && match.words > 0) {
    read.group.assign(named.begin(), named.begin() + static_cast<std::ptrdiff_t>(match.words));
    return incomplete_command(commands(), read.group, match.words < named.size() ? named[match.words] : std::string());
  }
  const CommandRow& row = match.row != nullptr ? *match.row : commands().front();
  const auto begin = bare.words.begin() + static_cast<std::ptrdiff_t>(match.words);
  read.command = row.id;
  read.arguments.assign(begin, bare.words.end());
  if (read.arguments.size() > row.arguments_max) {
    const std::size_t place = match.words + row.arguments_max;
    return unexpected_argument(bare.words[place], place >= bare.before_dashes, row, match.row != nullptr, argv);
  }
  if (read.arguments.size() < row.arguments_min) return missing_argument(row);
  return std::nullopt;
}

}  // namespace

CommandLine read_words(std::span<const char* const> argv) {
  const std::vector<std::string> words = completed(argv);
  const std::vector<std::string_view> written(words.begin(), words.end());
  Parsed parsed = parse_all(written);
  Bare bare = bare_words(parsed.remaining);
  CommandLine read;
  read.fault = std::move(parsed.fault);
  std::optional<Fault> wrong_words = take_command(bare, written, read);
  if (!read.fault && bare.unknown_option) read.fault = unknown_option(*bare.unknown_option, read.command, written);
  if (!read.fault) read.fault = std::move(wrong_words);
  for (auto& [name, results] : parsed.given) {
    const Flag* flag = find_flag(name, read.command);
    if (flag == nullptr) {
      if (!read.fault) read.fault = foreign_option(*find_flag(name), read.command);
      continue;
    }
    Setting setting{Origin::command_line, fmt::format("'--{}'", name_written(*flag, written)), {}};
    for (std::string& result : results) setting.entries.push_back({std::move(result), false});
    read.layer.emplace(flag->id, std::move(setting));
  }
  return read;
}

}  // namespace oomscan::cli
