#include "cli/word_faults.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

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

std::vector<std::string> long_names(Command command) {
  std::vector<std::string> names;
  for (const Flag& flag : flags()) {
    if (!flag.commands.has(command)) continue;
    names.emplace_back(flag.name);
    if (!flag.alias.empty()) names.emplace_back(flag.alias);
  }
  return names;
}

std::string_view without_dashes(std::string_view word) {
  return word.substr(std::min(word.find_first_not_of('-'), word.size()));
}

std::string help_hint(Command command) {
  return fmt::format("'{} --help' lists all options", spelled(command_row(command)));
}

std::string commands_hint() {
  std::vector<std::string> words;
  for (const CommandRow& row : commands()) {
    if (row.id == Command::scan) continue;
    // "history runs", "history show", ... are said once.
    std::string word = fmt::format("'{}'", row.words.substr(0, row.words.find(' ')));
    if (words.empty() || words.back() != word) words.push_back(std::move(word));
  }
  const std::string last = words.back();
  words.pop_back();
  return fmt::format("the only commands are {} and {}; 'oom-scan --help' explains them", fmt::join(words, ", "), last);
}

// "--contexts a b" for "--contexts a,b".
std::string unjoined_hint(std::string_view word, std::span<const std::string_view> argv) {
  const auto place = std::find(argv.begin(), argv.end(), word);
  if (place - argv.begin() < 2) return "";
  const Flag* flag = option_named_by(*(place - 2));
  if (flag == nullptr || (flag->kind != FlagKind::list && flag->kind != FlagKind::patterns)) return "";
  return fmt::format("several values are joined with commas: '--{} {},{}'", flag->name,
                     printable(*(place - 1), kWordBytesMax), printable(word, kWordBytesMax));
}

}  // namespace

const Flag* option_named_by(std::string_view word) {
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

Fault unknown_option(std::string_view word, Command command, std::span<const std::string_view> argv) {
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
    hint = did_you_mean(without_dashes(name), long_names(command), "--");
  }
  if (hint.empty()) hint = help_hint(command);
  return {fmt::format("unknown option {}", in_quotes(name)), "", std::move(hint)};
}

Fault foreign_option(const Flag& flag, Command command) {
  const CommandSet takers = commands_taking(flag.name);
  return {fmt::format("'{}' has no option '--{}'", spelled(command_row(command)), flag.name), "",
          fmt::format("only {} {}", spelled(takers), count_of(takers) == 1 ? "takes it" : "take it")};
}

Fault unexpected_argument(std::string_view word, bool behind_dashes, const CommandRow& row, bool said,
                          std::span<const std::string_view> argv) {
  std::string hint = behind_dashes ? "" : unjoined_hint(word, argv);
  if (hint.empty() && !behind_dashes && !said) {
    std::vector<std::string> names;
    for (const CommandRow& known : commands()) names.emplace_back(known.words);
    hint = did_you_mean(word, names);
  }
  if (hint.empty() && !behind_dashes) hint = did_you_mean(word, long_names(row.id), "--");
  if (hint.empty()) {
    hint = said ? fmt::format("'{} --help' says what it takes", spelled(row)) : commands_hint();
  }
  return {fmt::format("unexpected argument {}{}", in_quotes(word), behind_dashes ? " after '--'" : ""), "",
          std::move(hint)};
}

Fault missing_argument(const CommandRow& row) {
  return {fmt::format("'{}' needs {}", spelled(row), row.arguments), "",
          fmt::format("write '{} {}'", spelled(row), row.arguments)};
}

Fault incomplete_command(std::span<const CommandRow> rows, std::span<const std::string> group,
                         const std::string& next) {
  std::vector<std::string> ends;
  for (const CommandRow* row : commands_of(rows, group)) {
    const std::size_t begin = fmt::format("{} ", fmt::join(group, " ")).size();
    const std::string_view rest = row->words.substr(std::min(begin, row->words.size()));
    const std::string end{rest.substr(0, rest.find(' '))};
    if (std::find(ends.begin(), ends.end(), end) == ends.end()) ends.push_back(end);
  }
  const std::string name = fmt::format("oom-scan {}", fmt::join(group, " "));
  std::string hint = next.empty() ? "" : did_you_mean(next, ends);
  if (hint.empty()) hint = fmt::format("it is followed by one of '{}'", fmt::join(ends, "', '"));
  if (next.empty()) return {fmt::format("'{}' alone does nothing", name), "", std::move(hint)};
  return {fmt::format("'{}' has no command {}", name, in_quotes(next)), "", std::move(hint)};
}

}  // namespace oomscan::cli
