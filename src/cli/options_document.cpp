#include "cli/options_document.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.hpp"
#include "cli/exit_statuses.hpp"
#include "cli/flags.hpp"
#include "cli/help.hpp"
#include "cli/help_page.hpp"

namespace oomscan::cli {
namespace {

constexpr std::size_t kColumns = 120;

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '<' || c == '*' || c == '_') result += '\\';
    result += c;
  }
  return result;
}

// A paragraph, or an item of a list whose later lines stand below its text.
std::string paragraph(std::string_view text, std::string_view mark = "") {
  std::string result;
  for (const std::string& line : wrapped(text, kColumns - mark.size())) {
    result += result.empty() ? std::string(mark) : std::string(mark.size(), ' ');
    result += line + "\n";
  }
  return result;
}

std::string taken_by(const Flag& flag) {
  std::vector<std::string_view> names;
  for (const CommandRow& row : commands()) {
    if (flag.commands.has(row.id)) names.push_back(row.words);
  }
  return names.size() == commands().size() ? "every command" : fmt::format("{}", fmt::join(names, ", "));
}

std::string entry(const Flag& flag) {
  std::string heading = fmt::format("`{}`", written(flag));
  if (!flag.default_text.empty()) heading += fmt::format(" (default: {})", escaped(flag.default_text));
  std::string meaning = escaped(flag.meaning);
  if (const std::string values = domain(flag); !values.empty()) meaning += fmt::format(" Values: {}.", values);
  std::string places = fmt::format("For: {}.", taken_by(flag));
  if (flag.in_environment) places += fmt::format(" Environment: `{}`.", environment_name(flag.name));
  if (flag.in_config) places += fmt::format(" Configuration: `{}`.", config_key(flag));
  constexpr std::string_view kIndent = "  ";
  return paragraph(heading + "\\", "- ") + paragraph(meaning + "\\", kIndent) + paragraph(places, kIndent);
}

std::string command_entry(const CommandRow& row) {
  const std::string arguments = row.arguments.empty() ? "" : fmt::format(" {}", row.arguments);
  return paragraph(fmt::format("`oom-scan {}{}`: {}", row.words, arguments, escaped(row.summary)), "- ");
}

}  // namespace

std::string options_document() {
  std::string text = "# Commands and options\n\n";
  text += paragraph(
      "Written from the tables in `src/cli`; `OOMSCAN_UPDATE_GOLDEN=1 ctest --preset dev -R OptionsDocument` writes it "
      "anew.");
  text += "\n## Commands\n\n";
  for (const CommandRow& row : commands()) text += command_entry(row);
  text += "\n" + paragraph(
                     "Without a command, `oom-scan` scans. Each command has its own options and its own `--help`; an "
                     "option that a command does not take is a usage error that says which ones do.");
  text += "\n## Where options come from\n\n";
  text += paragraph(
      "The command line wins over the environment, the environment over the configuration file (`--config FILE`, TOML, "
      "keys at the top level). Lists are joined with commas or the option is repeated; in the configuration file they "
      "are arrays. `--option=false` turns off what is on elsewhere. An empty variable counts as not set; a variable "
      "that begins with `OOM_SCAN_` and means nothing is named in a warning. The environment and the configuration "
      "file serve all commands: each takes the options that are its own.");
  for (const FlagGroup group : groups()) {
    text += fmt::format("\n## {}\n\n", title(group));
    for (const Flag& flag : flags()) {
      if (flag.group == group) text += entry(flag);
    }
  }
  text += "\n## Exit codes\n\n";
  for (const ExitStatus& status : exit_statuses()) {
    std::vector<std::string_view> names;
    for (const CommandRow& row : commands()) {
      if (status.commands.has(row.id)) names.push_back(row.words);
    }
    const bool all = names.size() == commands().size();
    text += paragraph(fmt::format("{}: {}{}", status.code, escaped(status.meaning),
                                  all ? "" : fmt::format(" ({})", fmt::join(names, ", "))),
                      "- ");
  }
  return text;
}

}  // namespace oomscan::cli
