#include <array>
#include <iterator>

#include "cli/flags.hpp"

namespace oomscan::cli {
namespace {

// Clusters and requests at once. Beyond this an API server throttles and nothing gets faster.
constexpr std::int64_t kParallelMax = 64;
// A batch is one Prometheus query too, and its matcher names every namespace of the batch.
constexpr std::int64_t kNamespacesPerBatchMax = 500;
constexpr std::int64_t kAttemptsMax = 10;
constexpr std::int64_t kTimeoutSecondsMax = 3600;
// Of a cluster and of a run: a day is longer than any scan is of use.
constexpr std::int64_t kBudgetSecondsMax = 86'400;
// To one API server. More than one client should ask for, even of a big one.
constexpr std::int64_t kRequestsPerSecondMax = 1'000;
// Less is too little for one cluster; no machine has more.
constexpr std::int64_t kMemoryMebibytesMin = 32;
constexpr std::int64_t kMemoryMebibytesMax = std::int64_t{1} << 24;
constexpr std::int64_t kArtifactPodsMax = 100'000;
constexpr std::int64_t kArtifactMibMax = 1'000'000;
constexpr std::int64_t kArtifactDaysMax = 3'650;

constexpr std::array<std::string_view, 3> kStrategies = {"auto", "cluster", "namespace"};
constexpr std::array<std::string_view, 3> kTransports = {"auto", "proxy", "exec"};
constexpr std::array<std::string_view, 3> kFailOn = {"none", "active", "any"};
constexpr std::array<std::string_view, 3> kColors = {"auto", "always", "never"};

// Whose options are the options of a scan: doctor and rbac are about a scan with the same options.
constexpr CommandSet kScans{Command::scan, Command::doctor, Command::rbac};
constexpr CommandSet kScan{Command::scan};
// What reaches and judges a cluster, whatever is read of it.
constexpr CommandSet kReads{Command::scan, Command::doctor, Command::rbac, Command::explain};
constexpr CommandSet kExplain{Command::explain};
constexpr CommandSet kEvery = CommandSet::every();

// clang-format off
constexpr Flag kFlags[] = {
    {.id = FlagId::current, .name = "current", .kind = FlagKind::toggle, .group = FlagGroup::selection,
     .commands = kReads,
     .meaning = "Scan only the current context."},
    {.id = FlagId::contexts, .name = "contexts", .kind = FlagKind::list, .group = FlagGroup::selection,
     .value_name = "A,B", .default_text = "all",
     .commands = kReads,
     .meaning = "Scan these contexts: exact names or unique parts of names. Contexts that lead to the same "
                "cluster as the same user are scanned once."},
    {.id = FlagId::namespaces, .name = "namespaces", .kind = FlagKind::list, .group = FlagGroup::selection,
     .value_name = "A,B", .default_text = "all",
     .commands = kScans,
     .meaning = "Scan exactly these namespaces, without listing namespaces first. --include-ns and --exclude-ns still apply."},
    {.id = FlagId::include_ns, .name = "include-ns", .kind = FlagKind::patterns, .group = FlagGroup::selection,
     .value_name = "RE,RE",
     .commands = kScans,
     .meaning = "Only namespaces whose name matches any of these RE2 patterns, anywhere in the name. A comma inside "
                "{}, [] or () belongs to the pattern. A pattern that matches no namespace of any cluster is a gap."},
    {.id = FlagId::exclude_ns, .name = "exclude-ns", .kind = FlagKind::patterns, .group = FlagGroup::selection,
     .value_name = "RE,RE",
     .commands = kScans,
     .meaning = "No namespace whose name matches any of these RE2 patterns. Wins over --include-ns."},
    {.id = FlagId::time_range, .name = "time-range", .kind = FlagKind::text, .group = FlagGroup::selection,
     .value_name = "RANGE", .default_text = "7d",
     .commands = kReads,
     .meaning = "How far to look back: a number and a unit, as in 30s, 15m, 6h, 7d or 1M (a month of 30 days); at most "
                "365d. What of it nobody keeps is a gap. Not given: as far as there is, at most 7d."},

    {.id = FlagId::batch_size, .name = "batch-size", .alias = "batch", .kind = FlagKind::number,
     .group = FlagGroup::parallelism, .value_name = "N", .default_text = "2", .min = 1, .max = kParallelMax,
     .commands = kScans,
     .meaning = "Clusters at once."},
    {.id = FlagId::ns_batch_size, .name = "ns-batch-size", .kind = FlagKind::number, .group = FlagGroup::parallelism,
     .value_name = "N", .default_text = "10", .min = 1, .max = kNamespacesPerBatchMax,
     .commands = kScans,
     .meaning = "Namespaces per batch, also per Prometheus query."},
    {.id = FlagId::ns_workers, .name = "ns-workers", .kind = FlagKind::number, .group = FlagGroup::parallelism,
     .value_name = "N", .default_text = "5", .min = 1, .max = kParallelMax,
     .commands = kScans,
     .meaning = "Parallel workers per cluster."},
    {.id = FlagId::prom_workers, .name = "prom-workers", .kind = FlagKind::number, .group = FlagGroup::parallelism,
     .value_name = "N", .default_text = "as --ns-workers", .min = 1, .max = kParallelMax,
     .commands = kScans,
     .meaning = "Parallel Prometheus queries per cluster."},
    {.id = FlagId::strategy, .name = "strategy", .kind = FlagKind::choice, .group = FlagGroup::parallelism,
     .value_name = "HOW", .default_text = "auto", .choices = kStrategies,
     .commands = kScans,
     .meaning = "Read whole-cluster lists (cluster) or lists per namespace (namespace)."},
    {.id = FlagId::quick, .name = "quick", .kind = FlagKind::toggle, .group = FlagGroup::parallelism,
     .commands = kScans,
     .meaning = "Read a short table of all pods, then only suspicious pods whole. What a table cannot show (finished init "
                "and ephemeral containers) is named as a gap."},
    {.id = FlagId::qps, .name = "qps", .kind = FlagKind::number, .group = FlagGroup::parallelism, .value_name = "N",
     .default_text = "0", .min = 0, .max = kRequestsPerSecondMax,
     .commands = kReads,
     .meaning = "Requests per second to one API server, at most; 0 means as many as it answers."},

    {.id = FlagId::types, .name = "types", .kind = FlagKind::list, .group = FlagGroup::detection,
     .value_name = "T,T", .default_text = "OOMKilled,CrashLoopBackOff",
     .commands = kReads,
     .meaning = "What to look for: ids from --list-detectors, or all."},
    {.id = FlagId::skip_prometheus, .name = "skip-prometheus", .kind = FlagKind::toggle,
     .group = FlagGroup::detection,
     .commands = kScans,
     .meaning = "Do not ask Prometheus about what status and Events no longer show."},
    {.id = FlagId::prometheus_url, .name = "prometheus-url", .kind = FlagKind::text, .group = FlagGroup::detection,
     .value_name = "URL", .default_text = "discovered",
     .commands = kScans,
     .meaning = "Ask this Prometheus: http:// or https://, without user name, password or query."},
    {.id = FlagId::prometheus_token_file, .name = "prometheus-token-file", .kind = FlagKind::text,
     .group = FlagGroup::detection, .value_name = "FILE",
     .commands = kScans,
     .meaning = "File that holds the bearer token for Prometheus."},

    {.id = FlagId::output_dir, .name = "output-dir", .kind = FlagKind::text, .group = FlagGroup::output,
     .value_name = "DIR", .default_text = ".",
     .commands = kScans,
     .meaning = "Where oom_results.csv and oom_results.json are written. With -, the one chosen format goes to stdout."},
    {.id = FlagId::format, .name = "format", .kind = FlagKind::list, .group = FlagGroup::output,
     .value_name = "F,F", .default_text = "csv,json",
     .commands = kScans,
     .meaning = "Exports to write: csv, csv-semicolon (for spreadsheets that separate by ;), json, junit and sarif (for "
                "CI systems), openmetrics (for node_exporter). One format together with - (json,-) goes to stdout."},
    {.id = FlagId::artifacts_dir, .name = "artifacts-dir", .kind = FlagKind::text, .group = FlagGroup::output,
     .value_name = "DIR", .default_text = "/tmp",
     .commands = kScans,
     .meaning = "Where descriptions and logs of failing pods are saved, in a directory for each cluster."},
    {.id = FlagId::artifacts_max_pods, .name = "artifacts-max-pods", .kind = FlagKind::number,
     .group = FlagGroup::output, .value_name = "N", .default_text = "200", .min = 1, .max = kArtifactPodsMax,
     .commands = kScans,
     .meaning = "Pods whose descriptions and logs are saved in one run, at most; the newest failures of each namespace "
                "come first."},
    {.id = FlagId::artifacts_max_mib, .name = "artifacts-max-mib", .kind = FlagKind::number,
     .group = FlagGroup::output, .value_name = "N", .default_text = "512", .min = 1, .max = kArtifactMibMax,
     .commands = kScans,
     .meaning = "MiB that descriptions and logs may take in one run."},
    {.id = FlagId::artifacts_keep_days, .name = "artifacts-keep-days", .kind = FlagKind::number,
     .group = FlagGroup::output, .value_name = "N", .default_text = "0", .min = 0, .max = kArtifactDaysMax,
     .commands = kScans,
     .meaning = "Remove descriptions and logs of earlier runs that are older than N days; 0 keeps them."},
    {.id = FlagId::no_artifacts, .name = "no-artifacts", .kind = FlagKind::toggle, .group = FlagGroup::output,
     .commands = kScans,
     .meaning = "Findings only: save neither descriptions nor logs."},
    {.id = FlagId::no_logs, .name = "no-logs", .kind = FlagKind::toggle, .group = FlagGroup::output,
     .commands = kScans,
     .meaning = "Do not read logs (if you must not see them)."},
    {.id = FlagId::no_describe, .name = "no-describe", .kind = FlagKind::toggle, .group = FlagGroup::output,
     .commands = kScans,
     .meaning = "Do not describe pods."},
    {.id = FlagId::redact, .name = "redact", .kind = FlagKind::toggle, .group = FlagGroup::output,
     .default_text = "on",
     .commands = kReads,
     .meaning = "Replace what looks like a secret, in all that is written and shown, and report how many there were in "
                "saved descriptions and logs."},
    {.id = FlagId::no_redact, .name = "no-redact", .kind = FlagKind::toggle, .group = FlagGroup::output,
     .commands = kReads,
     .meaning = "Keep what looks like a secret."},
    {.id = FlagId::raw_artifacts, .name = "raw-artifacts", .kind = FlagKind::toggle, .group = FlagGroup::output,
     .commands = kScans,
     .meaning = "Save descriptions and logs byte for byte, even what a terminal acts on (escape sequences, invisible and "
                "reordering characters), which is otherwise shown by its number. Secrets are still replaced."},
    {.id = FlagId::save_case, .name = "save-case", .kind = FlagKind::text, .group = FlagGroup::output,
     .value_name = "FILE", .default_text = "none",
     .commands = kExplain,
     .meaning = "Write what was read of the pod, redacted, as a case for the tests of oom-scan.", .in_environment = false,
     .in_config = false},
    {.id = FlagId::fail_on, .name = "fail-on", .kind = FlagKind::choice, .group = FlagGroup::output,
     .value_name = "WHICH", .default_text = "none", .choices = kFailOn,
     .commands = kScans,
     .meaning = "Exit with 4 if there are findings: any at all, or only active ones (what fails now, or may: the state "
                "of a finding can be unknown)."},
    {.id = FlagId::fail_on_findings, .name = "fail-on-findings", .kind = FlagKind::toggle, .group = FlagGroup::output,
     .commands = kScans,
     .meaning = "The same as --fail-on any."},
    {.id = FlagId::allow_gaps, .name = "allow-gaps", .kind = FlagKind::toggle, .group = FlagGroup::output,
     .commands = kScans,
     .meaning = "Exit with 0 instead of 3 if something could not be seen."},

    {.id = FlagId::kubeconfig, .name = "kubeconfig", .kind = FlagKind::text, .group = FlagGroup::connection,
     .value_name = "FILE", .default_text = "as oc finds it",
     .commands = kReads,
     .meaning = "The kubeconfig to use."},
    {.id = FlagId::oc, .name = "oc", .kind = FlagKind::text, .group = FlagGroup::connection,
     .value_name = "PATH", .default_text = "oc, then kubectl, from PATH",
     .commands = kReads,
     .meaning = "The client program that holds the credentials."},
    {.id = FlagId::transport, .name = "transport", .kind = FlagKind::choice, .group = FlagGroup::connection,
     .value_name = "HOW", .default_text = "auto", .choices = kTransports,
     .commands = kReads,
     .meaning = "Reach a cluster through one client proxy (proxy) or through one client process per request (exec)."},
    {.id = FlagId::attempts, .name = "attempts", .alias = "retries", .kind = FlagKind::number,
     .group = FlagGroup::connection, .value_name = "N", .default_text = "3", .min = 1, .max = kAttemptsMax,
     .commands = kReads,
     .meaning = "How often a request is tried if it fails in a way that may pass; 1 means once. --retries is the old "
                "name and means the same: the first attempt counts."},
    {.id = FlagId::timeout, .name = "timeout", .kind = FlagKind::number, .group = FlagGroup::connection,
     .value_name = "SECONDS", .default_text = "45", .min = 1, .max = kTimeoutSecondsMax,
     .commands = kReads,
     .meaning = "Seconds for one request (for each MiB of a list that comes in one answer)."},
    {.id = FlagId::cluster_timeout, .name = "cluster-timeout", .kind = FlagKind::number,
     .group = FlagGroup::connection, .value_name = "SECONDS", .default_text = "1800", .min = 0,
     .max = kBudgetSecondsMax,
     .commands = kScans,
     .meaning = "Seconds for one cluster. What has not been read by then is a gap. 0 means no limit."},
    {.id = FlagId::deadline, .name = "deadline", .kind = FlagKind::number, .group = FlagGroup::connection,
     .value_name = "SECONDS", .default_text = "0", .min = 0, .max = kBudgetSecondsMax,
     .commands = kScans,
     .meaning = "Seconds for the whole run. What has not been read by then is a gap. 0 means no limit."},
    {.id = FlagId::memory_limit, .name = "memory-limit", .kind = FlagKind::number, .group = FlagGroup::connection,
     .value_name = "MIB", .default_text = "half of what the container or ulimit allows, else a quarter of the machine's",
     .min = kMemoryMebibytesMin, .max = kMemoryMebibytesMax,
     .commands = kScans,
     .meaning = "Memory for what clusters send, in MiB. When it is used up, the cluster that takes the most is given up, "
                "as a gap; the others are scanned to their end."},

    {.id = FlagId::color, .name = "color", .kind = FlagKind::choice, .group = FlagGroup::display,
     .value_name = "WHEN", .default_text = "auto", .choices = kColors,
     .commands = kEvery,
     .meaning = "Colour the output: on a terminal (auto), always or never."},
    {.id = FlagId::quiet, .name = "quiet", .letter = 'q', .kind = FlagKind::toggle, .group = FlagGroup::display,
     .commands = kEvery,
     .meaning = "Only results, warnings and errors: no progress."},
    {.id = FlagId::verbose, .name = "verbose", .letter = 'v', .kind = FlagKind::toggle, .group = FlagGroup::display,
     .commands = kEvery,
     .meaning = "Show every finding and namespace on its own, and say on stderr what is done."},

    {.id = FlagId::list_contexts, .name = "list-contexts", .kind = FlagKind::toggle, .group = FlagGroup::other,
     .commands = kScan,
     .meaning = "Print the contexts that would be scanned, and exit.", .in_environment = false, .in_config = false},
    {.id = FlagId::list_namespaces, .name = "list-namespaces", .kind = FlagKind::toggle, .group = FlagGroup::other,
     .commands = kScan,
     .meaning = "Print the namespaces that would be scanned, and exit.", .in_environment = false, .in_config = false},
    {.id = FlagId::list_detectors, .name = "list-detectors", .kind = FlagKind::toggle, .group = FlagGroup::other,
     .commands = kScan,
     .meaning = "Print what --types takes, and exit.", .in_environment = false, .in_config = false},
    {.id = FlagId::config, .name = "config", .kind = FlagKind::text, .group = FlagGroup::other,
     .value_name = "FILE", .default_text = "none",
     .commands = kEvery,
     .meaning = "Read options from this TOML file.", .in_config = false},
    {.id = FlagId::version, .name = "version", .kind = FlagKind::toggle, .group = FlagGroup::other,
     .commands = kEvery,
     .meaning = "Print the version, and exit.", .in_environment = false, .in_config = false},
    {.id = FlagId::help, .name = "help", .letter = 'h', .kind = FlagKind::toggle, .group = FlagGroup::other,
     .commands = kEvery,
     .meaning = "Print this help, and exit.", .in_environment = false, .in_config = false},
};
// clang-format on

consteval bool in_order_of_ids() {
  for (std::size_t i = 0; i < std::size(kFlags); ++i) {
    if (static_cast<std::size_t>(kFlags[i].id) != i) return false;
  }
  return std::size(kFlags) == static_cast<std::size_t>(FlagId::help) + 1;
}
static_assert(in_order_of_ids(), "flag() looks an id up by its place");

consteval bool all_belong_to_a_command() {
  for (const Flag& row : kFlags) {
    if (row.commands.empty()) return false;
  }
  return true;
}
static_assert(all_belong_to_a_command(), "an option that no command takes");

}  // namespace

std::span<const Flag> flags() { return kFlags; }

}  // namespace oomscan::cli
