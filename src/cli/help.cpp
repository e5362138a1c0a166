#include "cli/help.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/exit_statuses.hpp"
#include "cli/help_page.hpp"

namespace oomscan::cli {
namespace {

constexpr std::size_t kOptionIndent = 2;
constexpr std::size_t kMeaningColumn = 34;  // behind the longest option and its value
constexpr std::size_t kNameColumn = 24;
constexpr std::size_t kCodeColumn = 10;

std::string explained(const Flag& flag, const ParseContext& context) {
  std::string text(flag.meaning);
  if (flag.id == FlagId::types && !context.detectors.empty()) {
    std::vector<std::string_view> ids;
    for (const DetectorInfo& detector : context.detectors) ids.push_back(detector.id);
    text += fmt::format(" Known: {}.", fmt::join(ids, ", "));
  }
  std::vector<std::string> facts;
  if (const std::string values = domain(flag); !values.empty()) facts.push_back(values);
  if (!flag.default_text.empty()) facts.push_back(fmt::format("default: {}", flag.default_text));
  if (!facts.empty()) text += fmt::format(" [{}]", fmt::join(facts, "; "));
  return text;
}

void write_options(HelpPage& page, const ParseContext& context, Command command) {
  page.heading("OPTIONS");
  page.paragraph(
      "Lists are joined with commas, or the option is repeated. An option that is on in the environment or a "
      "configuration file is turned off with --option=false.");
  for (const FlagGroup group : groups()) {
    bool titled = false;
    for (const Flag& flag : flags()) {
      if (flag.group != group || !flag.commands.has(command)) continue;
      if (!titled) page.heading(fmt::format("  {}", title(group)));
      titled = true;
      page.entry(written(flag), explained(flag, context), kOptionIndent, kMeaningColumn);
    }
  }
}

void write_paragraphs(HelpPage& page, std::string_view text) {
  for (bool first = true; !text.empty(); first = false) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!first) page.blank();
    page.paragraph(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
}

void write_examples(HelpPage& page, const CommandRow& row) {
  if (row.examples.empty()) return;
  page.heading("EXAMPLES");
  for (const Example& example : row.examples) {
    page.paragraph(example.what);
    page.verbatim(fmt::format("    $ {}", example.line));
  }
}

void write_exit_statuses(HelpPage& page, Command command) {
  page.heading("EXIT STATUS");
  for (const ExitStatus& status : exit_statuses()) {
    if (status.commands.has(command)) page.entry(status.code, status.meaning, kTextIndent, kCodeColumn);
  }
}

void write_surroundings(HelpPage& page) {
  page.heading("ENVIRONMENT");
  page.entry("OOM_SCAN_<OPTION>",
             "Any option above but those that print and exit, as in OOM_SCAN_NS_WORKERS=8 or "
             "OOM_SCAN_SKIP_PROMETHEUS=true. Empty counts as not set.",
             kTextIndent, kNameColumn);
  page.entry("NO_COLOR", "No colour unless --color says always.", kTextIndent, kNameColumn);
  page.entry("CLICOLOR=0, CLICOLOR_FORCE=1",
             "No colour on a terminal either, or colour in a pipe too, unless --color or NO_COLOR says otherwise.",
             kTextIndent, kNameColumn);
  page.entry("COLUMNS", "The width of what goes to a pipe or a file; a terminal has its own.", kTextIndent,
             kNameColumn);
  page.entry("KUBECONFIG, PATH", "As oc and kubectl use them.", kTextIndent, kNameColumn);
  page.paragraph("The command line wins over the environment, and the environment over the configuration file.");

  page.heading("FILES");
  page.entry("oom_results.csv", "Findings, a row each.", kTextIndent, kNameColumn);
  page.entry("oom_results.json", "Findings and what could not be seen.", kTextIndent, kNameColumn);
  page.paragraph(
      "<artifacts-dir>/<cluster>/<namespace>__<pod>__<time>__desc.txt and ...__log.txt: describe and logs "
      "of what was found, readable by you alone.");
  page.paragraph(
      "The file that --config names is TOML: options as keys with '_', lists as arrays. One file serves all commands: "
      "each takes the options that are its own.");
  page.verbatim("    contexts = [\"prd-es01\", \"prd-eu02\"]");
  page.verbatim("    ns_workers = 8");
  page.verbatim("    skip_prometheus = true");
}

void write_command_list(HelpPage& page, std::span<const CommandRow* const> rows) {
  page.heading("COMMANDS");
  std::size_t column = 0;
  for (const CommandRow* row : rows) column = std::max(column, row->words.size());
  for (const CommandRow* row : rows) page.entry(row->words, row->summary, kTextIndent, kTextIndent + column + 2);
  page.paragraph("Each has options and a help of its own: 'oom-scan COMMAND --help'.");
}

std::vector<const CommandRow*> all_commands() {
  std::vector<const CommandRow*> rows;
  for (const CommandRow& row : commands()) rows.push_back(&row);
  return rows;
}

std::string synopsis(const CommandRow& row) {
  return fmt::format("{} [OPTION...]{}{}", spelled(row), row.arguments.empty() ? "" : " ", row.arguments);
}

std::string help_of_all(const ParseContext& context) {
  const CommandRow& scan = commands().front();
  HelpPage page(context.terminal_width);
  page.heading("NAME");
  page.paragraph("oom-scan - find OOM-killed and crash-looping containers in OpenShift and Kubernetes clusters");
  page.heading("SYNOPSIS");
  page.verbatim("oom-scan [scan] [OPTION...]");
  page.verbatim("oom-scan COMMAND [OPTION...] [ARGUMENT...]");
  page.verbatim("oom-scan --list-contexts | --list-namespaces | --list-detectors");
  page.heading("DESCRIPTION");
  write_paragraphs(page, scan.description);
  write_command_list(page, all_commands());
  write_options(page, context, scan.id);
  write_examples(page, scan);
  write_exit_statuses(page, scan.id);
  write_surroundings(page);
  return page.take();
}

}  // namespace

std::string written(const Flag& flag) {
  std::string text = fmt::format("--{}", flag.name);
  if (!flag.alias.empty()) text += fmt::format(", --{}", flag.alias);
  if (flag.letter != '\0') text += fmt::format(", -{}", flag.letter);
  if (!flag.value_name.empty()) {
    text += flag.bare_value.empty() ? fmt::format(" {}", flag.value_name) : fmt::format(" [{}]", flag.value_name);
  }
  return text;
}

std::string domain(const Flag& flag) {
  if (flag.kind == FlagKind::number) return fmt::format("{} to {}", flag.min, flag.max);
  if (flag.kind == FlagKind::choice) return fmt::format("{}", fmt::join(flag.choices, ", "));
  return "";
}

std::string help_text(const ParseContext& context, Command command) {
  const CommandRow& row = command_row(command);
  if (row.id == commands().front().id) return help_of_all(context);
  HelpPage page(context.terminal_width);
  page.heading("NAME");
  page.paragraph(fmt::format("{} - {}", spelled(row), row.summary));
  page.heading("SYNOPSIS");
  page.verbatim(synopsis(row));
  page.heading("DESCRIPTION");
  write_paragraphs(page, row.description);
  write_options(page, context, row.id);
  write_examples(page, row);
  write_exit_statuses(page, row.id);
  page.heading("SEE ALSO");
  page.paragraph("'oom-scan --help' for the scan, the other commands, the environment and the files.");
  return page.take();
}

std::string group_help(const ParseContext& context, std::span<const std::string> words) {
  HelpPage page(context.terminal_width);
  page.heading("SYNOPSIS");
  page.verbatim(fmt::format("oom-scan {} COMMAND [OPTION...] [ARGUMENT...]", fmt::join(words, " ")));
  write_command_list(page, commands_of(commands(), words));
  return page.take();
}

}  // namespace oomscan::cli
