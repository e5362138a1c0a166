#include "cli/help.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/flags.hpp"

namespace oomscan::cli {
namespace {

constexpr std::size_t kWidthMin = 60;
constexpr std::size_t kWidthMax = 80;
constexpr std::size_t kTextIndent = 4;
constexpr std::size_t kOptionIndent = 2;
constexpr std::size_t kMeaningColumn = 34;  // behind the longest option and its value

// Words of `text` in lines of at most `width`; a longer word stands alone.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

class Page {
 public:
  explicit Page(std::size_t width) : width_(std::clamp(width, kWidthMin, kWidthMax)) {}

  void heading(std::string_view text) { text_ += fmt::format("{}{}\n", text_.empty() ? "" : "\n", text); }

  void paragraph(std::string_view text, std::size_t indent = kTextIndent) {
    for (const std::string& line : wrapped(text, width_ - indent)) text_ += std::string(indent, ' ') + line + "\n";
  }

  void verbatim(std::string_view line) { text_ += fmt::format("{:{}}{}\n", "", kTextIndent, line); }
  void blank() { text_ += '\n'; }

  // A term and, beside it from `column` on, what it means.
  void entry(std::string_view term, std::string_view meaning, std::size_t indent, std::size_t column) {
    std::string line = std::string(indent, ' ') + std::string(term);
    if (line.size() + 2 > column) {
      text_ += line + "\n";
      line.clear();
    }
    for (const std::string& part : wrapped(meaning, width_ - column)) {
      line.resize(column, ' ');
      text_ += line + part + "\n";
      line.clear();
    }
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::size_t width_;
  std::string text_;
};

std::string written(const Flag& flag) {
  std::string text = fmt::format("--{}", flag.name);
  if (!flag.alias.empty()) text += fmt::format(", --{}", flag.alias);
  if (flag.letter != '\0') text += fmt::format(", -{}", flag.letter);
  if (!flag.value_name.empty()) text += fmt::format(" {}", flag.value_name);
  return text;
}

// What a value may be beyond what its meaning says.
std::string domain(const Flag& flag) {
  if (flag.kind == FlagKind::number) return fmt::format("{} to {}", flag.min, flag.max);
  if (flag.kind == FlagKind::choice) return fmt::format("{}", fmt::join(flag.choices, ", "));
  return "";
}

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

void write_options(Page& page, const ParseContext& context) {
  page.heading("OPTIONS");
  page.paragraph(
      "Lists are joined with commas, or the option is repeated. An option that is on in the environment or a "
      "configuration file is turned off with --option=false.");
  for (const FlagGroup group : groups()) {
    page.heading(fmt::format("  {}", title(group)));
    for (const Flag& flag : flags()) {
      if (flag.group == group) page.entry(written(flag), explained(flag, context), kOptionIndent, kMeaningColumn);
    }
  }
}

void write_examples(Page& page) {
  page.heading("EXAMPLES");
  const auto example = [&](std::string_view what, std::string_view command) {
    page.paragraph(what);
    page.verbatim(fmt::format("    $ {}", command));
  };
  example("What fails in the cluster that you are logged in to:", "oom-scan --current");
  example("Two clusters, tenants only, the last six hours:",
          "oom-scan --contexts es01,eu02 --include-ns tenant --time-range 6h");
  example("Many clusters from cron, results in a directory:",
          "oom-scan --batch-size 8 --no-artifacts --output-dir /srv/oom-scan -q");
  example("Findings for another program:", "oom-scan --current --format json,- | jq '.findings[].pod'");
  example("Which namespaces a filter selects:",
          "oom-scan --current --exclude-ns '^(openshift|kube)-' --list-namespaces");
}

void write_reference(Page& page) {
  constexpr std::size_t kCodeColumn = 8;
  constexpr std::size_t kNameColumn = 24;
  page.heading("EXIT STATUS");
  const auto code = [&](std::string_view number, std::string_view meaning) {
    page.entry(number, meaning, kTextIndent, kCodeColumn + 2);
  };
  code("0", "Everything asked for was seen.");
  code("1", "Nothing could be scanned.");
  code("2", "Wrong usage: the command line, the environment or the configuration file.");
  code("3", "Finished, but something could not be seen (0 with --allow-gaps).");
  code("4", "Findings (only with --fail-on-findings; wins over 3).");
  code("70", "A bug in oom-scan.");
  code("130", "Interrupted; what was found is still written, marked partial.");

  page.heading("ENVIRONMENT");
  page.entry("OOM_SCAN_<OPTION>",
             "Any option above but those that print and exit, as in OOM_SCAN_NS_WORKERS=8 or "
             "OOM_SCAN_SKIP_PROMETHEUS=true. Empty counts as not set.",
             kTextIndent, kNameColumn);
  page.entry("NO_COLOR", "No colour unless --color says always.", kTextIndent, kNameColumn);
  page.entry("KUBECONFIG, PATH", "As oc and kubectl use them.", kTextIndent, kNameColumn);
  page.paragraph("The command line wins over the environment, and the environment over the configuration file.");

  page.heading("FILES");
  page.entry("oom_results.csv", "Findings, a row each.", kTextIndent, kNameColumn);
  page.entry("oom_results.json", "Findings and what could not be seen.", kTextIndent, kNameColumn);
  page.paragraph(
      "<artifacts-dir>/<cluster>/<namespace>__<pod>__<time>__desc.txt and ...__log.txt: describe and logs "
      "of what was found, readable by you alone.");
  page.paragraph("The file that --config names is TOML: options as keys with '_', lists as arrays:");
  page.verbatim("    contexts = [\"prd-es01\", \"prd-eu02\"]");
  page.verbatim("    ns_workers = 8");
  page.verbatim("    skip_prometheus = true");
}

std::string for_table_cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|' || c == '<' || c == '*' || c == '_') cell += '\\';
    cell += c;
  }
  return cell;
}

}  // namespace

std::string help_text(const ParseContext& context) {
  Page page(context.terminal_width);
  page.heading("NAME");
  page.paragraph("oom-scan - find OOM-killed and crash-looping containers in OpenShift and Kubernetes clusters");
  page.heading("SYNOPSIS");
  page.verbatim("oom-scan [OPTION...]");
  page.verbatim("oom-scan doctor | rbac [OPTION...]");
  page.verbatim("oom-scan --list-contexts | --list-namespaces | --list-detectors");
  page.heading("DESCRIPTION");
  page.paragraph(
      "Scans the clusters of your kubeconfig, all of them unless told otherwise, and says which containers were "
      "OOM-killed or are crash-looping, since when, why, and with what evidence. What could not be read is said too: "
      "a failure never reads as clean.");
  page.blank();
  page.paragraph(
      "Results go to stdout and to files, progress and errors to stderr. Clusters are only read, through oc or "
      "kubectl, which keep the credentials.");
  page.blank();
  page.entry("doctor",
             "Scans nothing, but tries what a scan with these options needs, and names the remedy for each no.",
             kTextIndent, kTextIndent + 10);
  page.entry("rbac", "Prints the least Role and ClusterRole that a scan with these options needs, as YAML.",
             kTextIndent, kTextIndent + 10);
  write_options(page, context);
  write_examples(page);
  write_reference(page);
  return page.take();
}

std::string markdown_options() {
  std::string text =
      "# Options\n\n"
      "Written from the table in `src/cli/flags.cpp`; `OOMSCAN_UPDATE_GOLDEN=1 ctest --preset dev -R OptionsDocument` "
      "writes "
      "it "
      "anew.\n\n"
      "The command line wins over the environment, the environment over the configuration file (`--config FILE`, "
      "TOML, keys at the top level). Lists are joined with commas or the option is repeated; in the configuration file "
      "they are arrays. `--option=false` turns off what is on elsewhere. An empty variable counts as not set.\n";
  for (const FlagGroup group : groups()) {
    text +=
        fmt::format("\n## {}\n\n| option | default | meaning | environment | configuration |\n|---|---|---|---|---|\n",
                    title(group));
    for (const Flag& flag : flags()) {
      if (flag.group != group) continue;
      const std::string values = domain(flag);
      text += fmt::format("| `{}` | {} | {}{} | {} | {} |\n", written(flag), for_table_cell(flag.default_text),
                          for_table_cell(flag.meaning), values.empty() ? "" : fmt::format(" Values: {}.", values),
                          flag.in_environment ? fmt::format("`{}`", environment_name(flag)) : "",
                          flag.in_config ? fmt::format("`{}`", config_key(flag)) : "");
    }
  }
  return text;
}

}  // namespace oomscan::cli
