// The one table of options, and of which commands take them. Parsing, --help, names of environment variables, keys of
// the configuration file and docs/OPTIONS.md are all read from it, so they cannot disagree. Constant data, safe from
// any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "cli/commands.hpp"

namespace oomscan::cli {

enum class FlagId {
  current,
  contexts,
  clusters,
  namespaces,
  include_ns,
  exclude_ns,
  time_range,
  window,
  by,
  now,
  older_than,
  resolved,
  batch_size,
  ns_batch_size,
  ns_workers,
  prom_workers,
  strategy,
  quick,
  qps,
  types,
  skip_prometheus,
  prometheus_url,
  prometheus_token_file,
  output_dir,
  format,
  answer_format,
  top,
  artifacts_dir,
  artifacts_max_pods,
  artifacts_max_mib,
  artifacts_keep_days,
  no_artifacts,
  no_logs,
  no_describe,
  redact,
  no_redact,
  raw_artifacts,
  save_case,
  store,
  run_id,
  only_new,
  baseline,
  fail_on,
  fail_on_findings,
  allow_gaps,
  kubeconfig,
  oc,
  transport,
  attempts,
  timeout,
  cluster_timeout,
  deadline,
  memory_limit,
  color,
  quiet,
  verbose,
  list_contexts,
  list_namespaces,
  list_detectors,
  config,
  version,
  help,
};

enum class FlagKind {
  toggle,    // on or off: "--current", "--current=false"
  number,    // a whole number within [min, max]
  choice,    // one of `choices`
  text,      // one value with a check of its own
  list,      // values joined with commas; repeating the option adds to the list
  patterns,  // a list of RE2 patterns; commas inside {}, [] and () belong to the pattern
};

enum class FlagGroup { selection, parallelism, detection, output, connection, display, other };

// All views point to constant data.
struct Flag {
  FlagId id{};
  std::string_view name{};   // without dashes: "ns-workers"
  std::string_view alias{};  // another long name, or empty
  char letter = '\0';        // short name, or none
  FlagKind kind = FlagKind::text;
  FlagGroup group = FlagGroup::other;
  std::string_view value_name{};  // "N", "FILE"; empty for toggles
  std::string_view default_text{};
  std::int64_t min = 0;  // numbers only
  std::int64_t max = 0;
  std::span<const std::string_view> choices{};
  CommandSet commands{};          // that take it; elsewhere it is a usage error
  std::string_view bare_value{};  // of a text: what it means without a value; empty: it needs one
  std::string_view meaning{};     // sentences, for people
  bool in_environment = true;     // OOM_SCAN_<FLAG> sets it too
  bool in_config = true;          // and so does the configuration file
};

// In the order of FlagId, which is the order of the documentation.
[[nodiscard]] std::span<const Flag> flags();
[[nodiscard]] const Flag& flag(FlagId id);

// "What to scan", ...
[[nodiscard]] std::string_view title(FlagGroup group);
[[nodiscard]] std::span<const FlagGroup> groups();

[[nodiscard]] std::string environment_name(std::string_view name);         // "OOM_SCAN_NS_WORKERS"
[[nodiscard]] std::string option_name(std::string_view environment_name);  // "ns-workers"; may name no option
[[nodiscard]] std::string config_key(const Flag& flag);                    // "ns_workers"

// By name or alias without dashes; '_' counts as '-'. nullptr: no such option, or not one of `command`.
// Two rows may share a name if no command takes both and both take a value, or neither does.
[[nodiscard]] const Flag* find_flag(std::string_view name, Command command);
// The same for any command: the first row of that name.
[[nodiscard]] const Flag* find_flag(std::string_view name);

// All commands that take an option of this name.
[[nodiscard]] CommandSet commands_taking(std::string_view name);

}  // namespace oomscan::cli
