#include <iterator>

#include "cli/flag_limits.hpp"
#include "cli/flags.hpp"

namespace oomscan::cli {
namespace {

// Whose options are the options of a scan: doctor and rbac are about a scan with the same options.
constexpr CommandSet kScans{Command::scan, Command::doctor, Command::rbac};
constexpr CommandSet kScan{Command::scan};
// What reaches and judges a cluster, whatever is read of it.
constexpr CommandSet kReads{Command::scan, Command::doctor, Command::rbac, Command::explain};
constexpr CommandSet kExplain{Command::explain};
// Questions about the past.
constexpr CommandSet kAnalysis{Command::trends, Command::score, Command::regressions, Command::incidents};
constexpr CommandSet kHistory{Command::history_runs, Command::history_show, Command::history_import,
                              Command::history_export, Command::history_prune};
constexpr CommandSet kWindows{Command::trends, Command::score, Command::regressions};
constexpr CommandSet kAnswers = kAnalysis | CommandSet{Command::history_runs, Command::history_show};
constexpr CommandSet kEvery = CommandSet::every();

// clang-format off
constexpr Flag kFlags[] = {
    {.id = FlagId::current, .name = "current", .kind = FlagKind::toggle, .group = FlagGroup::selection,
     .commands = kReads,
     .meaning = "Scan only the current context."},
    {.id = FlagId::contexts, .name = "contexts", .kind = FlagKind::list, .group = FlagGroup::selection,
     .value_name = "A,B", .default_text = "all", .commands = kReads,
     .meaning = "Scan these contexts: exact names or unique parts of names. Contexts that lead to the same "
                "cluster as the same user are scanned once."},
    {.id = FlagId::clusters, .name = "contexts", .kind = FlagKind::list, .group = FlagGroup::selection,
     .value_name = "A,B", .default_text = "all", .commands = kAnalysis,
     .meaning = "Only these clusters: parts of the names that the newest scan gave them, or ids.",
     .in_environment = false, .in_config = false},
    {.id = FlagId::namespaces, .name = "namespaces", .kind = FlagKind::list, .group = FlagGroup::selection,
     .value_name = "A,B", .default_text = "all", .commands = kScans,
     .meaning = "Scan exactly these namespaces, without listing namespaces first. --include-ns and --exclude-ns still apply."},
    {.id = FlagId::include_ns, .name = "include-ns", .kind = FlagKind::patterns, .group = FlagGroup::selection,
     .value_name = "RE,RE", .commands = kScans | kAnalysis,
     .meaning = "Only namespaces whose name matches any of these RE2 patterns, anywhere in the name. A comma inside "
                "{}, [] or () belongs to the pattern. A pattern that matches no namespace of any cluster is a gap."},
    {.id = FlagId::exclude_ns, .name = "exclude-ns", .kind = FlagKind::patterns, .group = FlagGroup::selection,
     .value_name = "RE,RE", .commands = kScans | kAnalysis,
     .meaning = "No namespace whose name matches any of these RE2 patterns. Wins over --include-ns."},
    {.id = FlagId::time_range, .name = "time-range", .kind = FlagKind::text, .group = FlagGroup::selection,
     .value_name = "RANGE", .default_text = "7d", .commands = kReads,
     .meaning = "How far to look back: a number and a unit, as in 30s, 15m, 6h, 7d or 1M (a month of 30 days); at most "
                "365d. What of it nobody keeps is a gap. Not given: as far as there is, at most 7d."},
    {.id = FlagId::window, .name = "window", .kind = FlagKind::text, .group = FlagGroup::selection,
     .value_name = "RANGE", .default_text = "7d", .commands = kWindows,
     .meaning = "The time that is asked about, up to now: 24h, 7d or 1M (a month of 30 days); at most 365d."},
    {.id = FlagId::by, .name = "by", .kind = FlagKind::choice, .group = FlagGroup::selection,
     .value_name = "WHAT", .default_text = "namespace", .choices = kGroupings, .commands = {Command::trends},
     .meaning = "What a row is about."},
    {.id = FlagId::now, .name = "now", .kind = FlagKind::text, .group = FlagGroup::selection,
     .value_name = "TIME", .default_text = "the clock",
     .commands = kAnalysis | CommandSet{Command::history_runs, Command::history_prune},
     .meaning = "Answer as of this time, as in 2026-11-27T08:00:00Z: the same history gives the same bytes.",
     .in_environment = false, .in_config = false},
    {.id = FlagId::older_than, .name = "older-than", .kind = FlagKind::text, .group = FlagGroup::selection,
     .value_name = "RANGE", .default_text = "none", .commands = {Command::history_prune},
     .meaning = "Remove the details of runs that are older, as in 90d. When and where something failed stays.",
     .in_environment = false, .in_config = false},
    {.id = FlagId::resolved, .name = "resolved", .kind = FlagKind::toggle, .group = FlagGroup::selection,
     .commands = {Command::incidents},
     .meaning = "Incidents that were resolved, too.", .in_environment = false, .in_config = false},

    {.id = FlagId::batch_size, .name = "batch-size", .alias = "batch", .kind = FlagKind::number,
     .group = FlagGroup::parallelism, .value_name = "N", .default_text = "2", .min = 1, .max = kParallelMax,
     .commands = kScans,
     .meaning = "Clusters at once."},
    {.id = FlagId::ns_batch_size, .name = "ns-batch-size", .kind = FlagKind::number, .group = FlagGroup::parallelism,
     .value_name = "N", .default_text = "10", .min = 1, .max = kNamespacesPerBatchMax, .commands = kScans,
     .meaning = "Namespaces per batch, also per Prometheus query."},
    {.id = FlagId::ns_workers, .name = "ns-workers", .kind = FlagKind::number, .group = FlagGroup::parallelism,
     .value_name = "N", .default_text = "5", .min = 1, .max = kParallelMax, .commands = kScans,
     .meaning = "Parallel workers per cluster."},
    {.id = FlagId::prom_workers, .name = "prom-workers", .kind = FlagKind::number, .group = FlagGroup::parallelism,
     .value_name = "N", .default_text = "as --ns-workers", .min = 1, .max = kParallelMax, .commands = kScans,
     .meaning = "Parallel Prometheus queries per cluster."},
    {.id = FlagId::strategy, .name = "strategy", .kind = FlagKind::choice, .group = FlagGroup::parallelism,
     .value_name = "HOW", .default_text = "auto", .choices = kStrategies, .commands = kScans,
     .meaning = "Read whole-cluster lists (cluster) or lists per namespace (namespace)."},
    {.id = FlagId::quick, .name = "quick", .kind = FlagKind::toggle, .group = FlagGroup::parallelism,
     .commands = kScans,
     .meaning = "Read a short table of all pods, then only suspicious pods whole. What a table cannot show (finished init "
                "and ephemeral containers) is named as a gap."},
    {.id = FlagId::qps, .name = "qps", .kind = FlagKind::number, .group = FlagGroup::parallelism, .value_name = "N",
     .default_text = "0", .min = 0, .max = kRequestsPerSecondMax, .commands = kReads,
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
    {.id = FlagId::answer_format, .name = "format", .kind = FlagKind::choice, .group = FlagGroup::output,
     .value_name = "F", .default_text = "table", .choices = kAnswerFormats,
     .commands = kAnswers,
     .meaning = "A table for people, or csv or json for machines (schemas: docs/schemas).",
     .in_environment = false, .in_config = false},
    {.id = FlagId::top, .name = "top", .kind = FlagKind::number, .group = FlagGroup::output,
     .value_name = "N", .default_text = "20", .min = 0, .max = kRowsMax,
     .commands = kAnalysis | CommandSet{Command::history_runs},
     .meaning = "Rows of a table; 0 means all. What is left out is counted. csv and json hold all rows."},
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
    {.id = FlagId::store, .name = "store", .kind = FlagKind::text, .group = FlagGroup::output,
     .value_name = "ADDRESS", .default_text = "none",
     .commands = kScans | kAnalysis | kHistory, .bare_value = "default",
     .meaning = "The history: a SQLite file (a path, or sqlite:PATH), a database (postgresql://...) or S3 "
                "(s3://bucket/prefix). A scan remembers itself there. Without an address, or with 'default', and for every other command without this option: "
                "$XDG_STATE_HOME/oom-scan/history.sqlite, else ~/.local/state/oom-scan/history.sqlite. A password does "
                "not belong here: libpq reads PGPASSFILE and ~/.pgpass."},
    {.id = FlagId::run_id, .name = "run-id", .kind = FlagKind::text, .group = FlagGroup::output,
     .value_name = "ID", .default_text = "a new one",
     .commands = kScans,
     .meaning = "Record under this id, which several processes share that scan a part of the clusters each: "
                "the time it begins and a word, as in 20261127T205137Z-nightly.", .in_config = false},
    {.id = FlagId::only_new, .name = "only-new", .kind = FlagKind::toggle, .group = FlagGroup::output,
     .commands = kScans,
     .meaning = "Show only findings that the history (--store) or --baseline does not know; how many it knows is said in "
                "one line. What was resolved and is back, and what the past says nothing of, is shown."},
    {.id = FlagId::baseline, .name = "baseline", .kind = FlagKind::text, .group = FlagGroup::output,
     .value_name = "FILE", .default_text = "none",
     .commands = kScans,
     .meaning = "An oom_results.json of an earlier run: what stands in it is known."},
    {.id = FlagId::fail_on, .name = "fail-on", .kind = FlagKind::choice, .group = FlagGroup::output,
     .value_name = "WHICH", .default_text = "none", .choices = kFailOn,
     .commands = kScans,
     .meaning = "Exit with 4 if there are findings: any at all, only active ones (what fails now, or may: the state "
                "of a finding can be unknown), or only new ones (as --only-new shows them)."},
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
