#include "cli/commands.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace oomscan::cli {
namespace {

constexpr Example kScanExamples[] = {
    {"What fails in the cluster that you are logged in to:", "oom-scan --current"},
    {"Two clusters, tenants only, the last six hours:",
     "oom-scan --contexts es01,eu02 --include-ns tenant --time-range 6h"},
    {"Many clusters from cron, results in a directory:",
     "oom-scan --batch-size 8 --no-artifacts --output-dir /srv/oom-scan -q"},
    {"Findings for another program:", "oom-scan --current --format json,- | jq '.findings[].pod'"},
    {"Which namespaces a filter selects:", "oom-scan --current --exclude-ns '^(openshift|kube)-' --list-namespaces"},
};

constexpr Example kDoctorExamples[] = {
    {"Would tonight's scan see everything?", "oom-scan doctor --namespaces payments,shop --types all"},
};

constexpr Example kRbacExamples[] = {
    {"Let a service account scan two namespaces:", "oom-scan rbac --namespaces payments,shop > roles.yaml"},
};

constexpr Example kExplainExamples[] = {
    {"Why does a scan say nothing about this pod?", "oom-scan explain --current payments/api-7f9dd8b6c4-x7gr9"},
    {"Report a wrong verdict:", "oom-scan explain --current payments/api-0 --save-case case.json"},
};

constexpr Example kTrendsExamples[] = {
    {"Which tenants got worse this week?", "oom-scan trends --include-ns tenant"},
    {"Which workloads, over a month, for a spreadsheet:", "oom-scan trends --by workload --window 1M --format csv"},
};
constexpr Example kScoreExamples[] = {
    {"The ten least stable namespaces:", "oom-scan score --top 10"},
};
constexpr Example kRegressionsExamples[] = {
    {"What is new or more than usual since yesterday?", "oom-scan regressions --window 24h"},
};
constexpr Example kIncidentsExamples[] = {
    {"What is open, and since when?", "oom-scan incidents"},
};
constexpr Example kImportExamples[] = {
    {"Take what earlier scans wrote:", "oom-scan history import /srv/oom-scan/*/oom_results.json"},
};

constexpr CommandRow kCommands[] = {
    {.id = Command::scan,
     .words = "scan",
     .summary = "Scan clusters. This is what runs if no command is given.",
     .description =
         "Scans the clusters of your kubeconfig, all of them unless told otherwise, and says which containers were "
         "OOM-killed or are crash-looping, since when, why, and with what evidence. What could not be read is said, "
         "too: a failure never reads as clean.\n"
         "Results go to stdout and to files, progress and errors to stderr. Clusters are only read, through oc or "
         "kubectl, which keep the credentials.",
     .examples = kScanExamples},
    {.id = Command::doctor,
     .words = "doctor",
     .summary = "Try what a scan with these options needs, and say what helps where it would fail.",
     .description =
         "Scans nothing, but tries what a scan with the same options needs: the client program, the directories, each "
         "cluster, the login, each right, Prometheus. Each answer is a line; each no names its remedy.\n"
         "Takes all options of a scan, so that those of a cron job can be tried as they are.",
     .examples = kDoctorExamples},
    {.id = Command::rbac,
     .words = "rbac",
     .summary = "Print the smallest Role and ClusterRole that a scan with these options needs, as YAML.",
     .description =
         "Prints the roles for a user who is to scan with the same options, and the commands that bind them. Asks no "
         "cluster.\n"
         "Takes all options of a scan, so that those of a cron job can be given as they are.",
     .examples = kRbacExamples},
    {.id = Command::explain,
     .words = "explain",
     .arguments = "NAMESPACE/POD [CONTAINER]",
     .arguments_min = 1,
     .arguments_max = 2,
     .summary = "Show for one pod what each rule looked at, and why it spoke or was silent.",
     .description =
         "Reads one pod, its Events and those of its node, and shows what each rule made of them: the best report of a "
         "wrong verdict. Asks no Prometheus. Rules of all types are shown unless --types names some.\n"
         "--save-case writes what was read as a case that the tests of oom-scan can run: redacted, and without "
         "anything "
         "that no rule reads.",
     .examples = kExplainExamples},
    {.id = Command::trends,
     .words = "trends",
     .summary = "Show who fails most, and whether it gets better or worse.",
     .description =
         "Compares a window with the one before it, by namespace unless told otherwise: OOM kills, crash loops that "
         "began, restarts. An arrow stands only where the difference is more than chance, '?' where too little was "
         "seen. Counts are lower bounds of what was seen. Reads the history; asks no cluster.",
     .examples = kTrendsExamples},
    {.id = Command::score,
     .words = "score",
     .summary = "Rate how stable each namespace is, from 0 to 100.",
     .description =
         "100 only if nothing failed in what was seen. What fails now weighs more than what recovered, what is recent "
         "more than what is old; twice the pods with twice the failures score the same. -v shows the parts.",
     .examples = kScoreExamples},
    {.id = Command::regressions,
     .words = "regressions",
     .summary = "Show what fails more than it used to, is new, or is back.",
     .description =
         "Holds the window against the 8 weeks before it. More: so many failures would be seen less than once in a "
         "hundred windows. New: it never failed before, where that would have been seen. Back: it had been resolved.",
     .examples = kRegressionsExamples},
    {.id = Command::incidents,
     .words = "incidents",
     .summary = "Show what is failing, since when, and what was resolved.",
     .description =
         "An incident is one failure of one container of a workload, from its first failure until it was seen healthy "
         "in two runs. What was not seen resolves nothing.",
     .examples = kIncidentsExamples},
    {.id = Command::history_runs,
     .words = "history runs",
     .summary = "List the runs that are remembered, the newest first.",
     .description = "Lists the runs that are remembered, the newest first."},
    {.id = Command::history_show,
     .words = "history show",
     .arguments = "RUN",
     .arguments_min = 1,
     .arguments_max = 1,
     .summary = "Show one run: what was seen, what failed, what could not be seen.",
     .description = "Shows one run: what was seen, what failed, and what could not be seen. 'latest' is the newest."},
    {.id = Command::history_import,
     .words = "history import",
     .arguments = "FILE...",
     .arguments_min = 1,
     .arguments_max = kArgumentsMax,
     .summary = "Take results of earlier scans into the history.",
     .description =
         "Takes oom_results.json and oom_results.csv of this program, of oc_get_ooms.py, and what 'oom-scan history "
         "export' printed. Importing a file twice changes nothing. What a file does not say was seen stays unknown.",
     .examples = kImportExamples},
    {.id = Command::history_export,
     .words = "history export",
     .arguments = "RUN",
     .arguments_min = 1,
     .arguments_max = 1,
     .summary = "Print one run as JSON lines, for another history or a data lake.",
     .description =
         "Prints one run as JSON lines, one object a line: 'oom-scan history import' takes them, and DuckDB, Trino and "
         "Athena read them. 'latest' is the newest."},
    {.id = Command::history_prune,
     .words = "history prune",
     .summary = "Remove the details of old runs; what failed when is kept.",
     .description =
         "Removes what single runs said of each finding, and their gaps. Failures, sizes and incidents outlive it, so "
         "that trends and scores go on."},
};

consteval bool in_order_of_need() { return kCommands[0].id == Command::scan; }
static_assert(in_order_of_need(), "the first command is what runs without a word");

std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> parts;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    parts.push_back(words.substr(0, end));
    words.remove_prefix(std::min(words.size(), end + 1));
  }
  return parts;
}

// How many words the two have in common from the first on.
std::size_t common_start(std::span<const std::string_view> name, std::span<const std::string> bare) {
  std::size_t same = 0;
  while (same < name.size() && same < bare.size() && name[same] == bare[same]) ++same;
  return same;
}

}  // namespace

std::span<const CommandRow> commands() { return kCommands; }

const CommandRow& command_row(Command id) {
  const auto* const found =
      std::find_if(std::begin(kCommands), std::end(kCommands), [&](const CommandRow& row) { return row.id == id; });
  // What an option turns the scan into is not a word of its own: --list-contexts.
  return found == std::end(kCommands) ? kCommands[0] : *found;
}

std::string spelled(const CommandRow& row) {
  return row.id == Command::scan ? "oom-scan" : fmt::format("oom-scan {}", row.words);
}

std::size_t count_of(CommandSet set) {
  return static_cast<std::size_t>(
      std::count_if(std::begin(kCommands), std::end(kCommands), [&](const auto& row) { return set.has(row.id); }));
}

std::string spelled(CommandSet set) {
  std::vector<std::string> names;
  for (const CommandRow& row : kCommands) {
    if (set.has(row.id)) names.push_back(fmt::format("'{}'", spelled(row)));
  }
  if (names.size() < 2) return names.empty() ? "" : names.front();
  const std::string last = names.back();
  names.pop_back();
  return fmt::format("{} and {}", fmt::join(names, ", "), last);
}

CommandMatch match_command(std::span<const CommandRow> rows, std::span<const std::string> bare) {
  CommandMatch best;
  for (const CommandRow& row : rows) {
    const std::vector<std::string_view> name = split(row.words);
    const std::size_t same = common_start(name, bare);
    const bool whole = same == name.size();
    if (whole && (best.row == nullptr || same > best.words)) {
      best = {&row, same};
    } else if (best.row == nullptr && same > best.words) {
      best.words = same;
    }
  }
  return best;
}

std::vector<const CommandRow*> commands_of(std::span<const CommandRow> rows, std::span<const std::string> words) {
  std::vector<const CommandRow*> group;
  for (const CommandRow& row : rows) {
    if (common_start(split(row.words), words) == words.size()) group.push_back(&row);
  }
  return group;
}

}  // namespace oomscan::cli
