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
