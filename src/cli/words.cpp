#include "cli/words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/suggestion.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::cli {
namespace {

// Of words that are repeated in a hint.
constexpr std::size_t kWordBytesMax = 60;

// What other tools call things, where no similarity of letters leads here.
struct Neighbour {
  std::string_view word;
  std::string_view option;
};
constexpr std::array<Neighbour, 6> kNeighbours = {{{"-n", "--namespaces"},
                                                   {"-o", "--format"},
                                                   {"-V", "--version"},
                                                   {"--since", "--time-range"},
                                                   {"--parallel", "--batch-size"},
                                                   {"--regex", "--include-ns"}}};

// Commands beside the scan, which needs no word.
struct CommandWord {
  std::string_view word;
  Command command;
};
constexpr std::array<CommandWord, 3> kCommands = {
    {{"scan", Command::scan}, {"doctor", Command::doctor}, {"rbac", Command::rbac}}};

// Takes the first bare word off if it names a command.
std::optional<Command> take_command(std::vector<std::string>& words) {
  const auto bare = std::find_if(words.begin(), words.end(), [](const std::string& w) { return !w.starts_with('-'); });
  if (bare == words.end() || std::find(words.begin(), bare, "--") != bare) return std::nullopt;
  const auto known = std::find_if(kCommands.begin(), kCommands.end(), [&](const auto& c) { return c.word == *bare; });
  if (known == kCommands.end()) return std::nullopt;
  words.erase(bare);
  return known->command;
}

std::vector<std::string> long_names() {
  std::vector<std::string> names;
  for (const Flag& flag : flags()) {
    names.emplace_back(flag.name);
    if (!flag.alias.empty()) names.emplace_back(flag.alias);
  }
  return names;
}

std::string_view without_dashes(std::string_view word) {
  return word.substr(std::min(word.find_first_not_of('-'), word.size()));
}

// The option that a word names, with or without "=value"; nullptr if it names none.
const Flag* named_by(std::string_view word) {
  if (word.starts_with("--")) {
    const std::string_view name = word.substr(2, word.find('=') == word.npos ? word.npos : word.find('=') - 2);
    // The command line itself knows no '_'.
    return name.find('_') == name.npos ? find_flag(name) : nullptr;
  }
  if (word.size() != 2 || word[0] != '-') return nullptr;
  const auto all = flags();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Flag& f) { return f.letter == word[1]; });
  return found != all.end() && found->letter != '\0' ? &*found : nullptr;
}

std::string cli11_names(const Flag& flag) {
  std::string names = flag.letter == '\0' ? "" : fmt::format("-{},", flag.letter);
  names += fmt::format("--{}", flag.name);
  if (!flag.alias.empty()) names += fmt::format(",--{}", flag.alias);
  return names;
}

Fault missing_value(const Flag& flag, std::string_view next_word) {
  std::string message = fmt::format("option '--{}' needs a value", flag.name);
  std::string hint = fmt::format("write '--{} {}'", flag.name, flag.value_name);
  if (!next_word.empty()) {
    message += fmt::format(", but {} follows", in_quotes(next_word));
    hint += fmt::format("; if {} is meant to be the value, '--{}={}'", in_quotes(next_word), flag.name,
                        printable(next_word, kWordBytesMax));
  }
  return {std::move(message), "", std::move(hint)};
}

Fault unknown_option(std::string_view word, std::span<const std::string_view> argv) {
  // "-version" arrives as "-ersion" once its 'v' has been taken: show the word as it was written.
  if (word.size() > 1 && word[1] != '-' && std::find(argv.begin(), argv.end(), word) == argv.end()) {
    const auto whole = std::find_if(argv.begin(), argv.end(), [&](std::string_view candidate) {
      return candidate.starts_with('-') && !candidate.starts_with("--") && candidate.ends_with(word.substr(1));
    });
    if (whole != argv.end()) word = *whole;
  }
  const std::string_view name = word.substr(0, word.find('='));
  std::string hint;
  for (const Neighbour& neighbour : kNeighbours) {
    if (neighbour.word == name) hint = fmt::format("did you mean '{}'?", neighbour.option);
  }
  if (hint.empty() && without_dashes(name).size() > 1) {
    const std::vector<std::string> known = long_names();
    hint = did_you_mean(without_dashes(name), known, "--");
  }
  if (hint.empty()) hint = "'oom-scan --help' lists all options";
  return {fmt::format("unknown option {}", in_quotes(name)), "", std::move(hint)};
}

Fault unexpected_argument(std::string_view word, std::span<const std::string_view> argv) {
  const std::vector<std::string> known = long_names();
  std::string hint = did_you_mean(word, known, "--");
  const auto place = std::find(argv.begin(), argv.end(), word);
  if (place - argv.begin() >= 2) {
    const Flag* flag = named_by(*(place - 2));
    if (flag != nullptr && (flag->kind == FlagKind::list || flag->kind == FlagKind::patterns)) {
      hint = fmt::format("several values are joined with commas: '--{} {},{}'", flag->name,
                         printable(*(place - 1), kWordBytesMax), printable(word, kWordBytesMax));
    }
  }
  if (hint.empty()) hint = "beside options only 'doctor' and 'rbac' are known; 'oom-scan --help' lists all";
  return {fmt::format("unexpected argument {}", in_quotes(word)), "", std::move(hint)};
}

std::optional<Fault> find_leftover(const std::vector<std::string>& remaining, std::span<const std::string_view> argv) {
  bool options_ended = false;
  for (const std::string& word : remaining) {
    if (!options_ended && word == "--") {
      options_ended = true;
    } else if (options_ended) {
      return Fault{fmt::format("unexpected argument {} behind '--'", in_quotes(word)), "",
                   "beside options only 'doctor' and 'rbac' are known; 'oom-scan --help' lists all"};
    } else if (word.size() > 1 && word.starts_with('-')) {
      return unknown_option(word, argv);
    } else {
      return unexpected_argument(word, argv);
    }
  }
  return std::nullopt;
}

// CLI11 takes the next word as the value whatever it is ("--contexts --current", "--contexts= --current"): a forgotten
// value must not swallow an option.
std::optional<Fault> find_swallowed(const Layer& layer, std::span<const std::string_view> argv) {
  for (std::size_t i = 0; i < argv.size(); ++i) {
    if (argv[i] == "--") break;
    const Flag* flag = named_by(argv[i]);
    if (flag == nullptr || flag->kind == FlagKind::toggle || !layer.contains(flag->id)) continue;
    if (argv[i].ends_with('=') && argv[i].find('=') + 1 == argv[i].size()) return missing_value(*flag, "");
    if (argv[i].find('=') != argv[i].npos) continue;
    if (i + 1 < argv.size() && (argv[i + 1].starts_with("--") || named_by(argv[i + 1]) != nullptr)) {
      return missing_value(*flag, argv[i + 1]);
    }
    ++i;  // the value, whatever it looks like
  }
  return std::nullopt;
}

}  // namespace

CommandLine read_words(std::span<const char* const> argv) {
  const std::vector<std::string_view> written(argv.begin(), argv.end());
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<CLI::Option*> options;
  for (const Flag& flag : flags()) {
    CLI::Option* option =
        flag.kind == FlagKind::toggle ? app.add_flag(cli11_names(flag)) : app.add_option(cli11_names(flag));
    options.push_back(option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll));
  }

  CommandLine read;
  try {
    app.parse(std::vector<std::string>(written.rbegin(), written.rend()));
  } catch (const CLI::ArgumentMismatch&) {
    // Only the last option can lack a value: any other one takes the word that follows.
    const Flag* last = written.empty() ? nullptr : named_by(written.back());
    read.fault = last != nullptr ? missing_value(*last, "") : Fault{"the last option needs a value", "", ""};
  } catch (const std::exception& error) {
    read.fault = Fault{fmt::format("the command line cannot be read: {}", error.what()), "", ""};
  }
  for (const Flag& flag : flags()) {
    const std::vector<std::string>& results = options[static_cast<std::size_t>(flag.id)]->results();
    if (results.empty()) continue;
    Setting setting{Origin::command_line, fmt::format("'--{}'", flag.name), {}};
    for (const std::string& result : results) setting.entries.push_back({result, false});
    read.layer.emplace(flag.id, std::move(setting));
  }
  if (auto swallowed = find_swallowed(read.layer, written)) read.fault = std::move(swallowed);
  std::vector<std::string> remaining = app.remaining();
  read.command = take_command(remaining);
  if (!read.fault) read.fault = find_leftover(remaining, written);
  return read;
}

}  // namespace oomscan::cli
