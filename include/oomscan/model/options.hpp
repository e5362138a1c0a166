// What the user asked for, checked and with defaults filled in. Filled by `cli`, read by `app`.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/analysis.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan {

enum class Strategy { automatic, cluster, namespaces };
enum class Transport { automatic, proxy, exec };
enum class FailOn { nothing, active, any, fresh };  // which findings make exit code 4; fresh: not known before
enum class ColorMode { automatic, always, never };
enum class Command {
  scan,
  list_contexts,
  list_namespaces,
  list_detectors,
  doctor,
  rbac,
  explain,
  trends,
  score,
  regressions,
  incidents,
  history_runs,
  history_show,
  history_import,
  history_export,
  history_prune,
};
enum class AnswerFormat { table, csv, json };  // of questions about the past

struct Options {
  Command command = Command::scan;
  std::vector<std::string> arguments;  // as many as the command takes, none empty, without control characters

  bool current_only = false;
  std::vector<std::string> contexts;  // exact names or unique substrings; empty: all
  std::size_t clusters_at_once = 2;
  std::size_t namespaces_per_batch = 10;
  std::size_t workers_per_cluster = 5;
  std::size_t prometheus_workers = 5;
  bool skip_prometheus = false;
  std::string prometheus_url;
  std::string prometheus_token_file;
  std::vector<std::string> include_namespaces;  // RE2, already known to compile
  std::vector<std::string> exclude_namespaces;  // RE2, already known to compile
  std::vector<std::string> namespaces;          // exactly these, without listing
  std::string time_range_text = "7d";
  Seconds time_range{7 * 86400};
  bool time_range_given = false;   // by the command line, the environment or the configuration file
  std::vector<std::string> types;  // detector ids, known to exist
  int attempts_per_request = 3;
  std::chrono::seconds request_timeout{45};
  std::chrono::seconds cluster_timeout{1800};  // for all of one cluster; zero: no such limit
  std::chrono::seconds deadline{0};            // for the whole run; zero: no such limit
  std::size_t memory_limit_mebibytes = 0;      // for what clusters send; zero: a share of what there is
  std::size_t requests_per_second = 0;         // to one API server; zero: no such limit
  std::string output_dir = ".";
  bool files_asked_for = false;  // --output-dir or --format was given
  std::string artifacts_dir = "/tmp";
  std::size_t artifacts_pods_max = 200;  // whose artifacts are saved, in one run
  std::size_t artifacts_mib_max = 512;   // that they take, in one run
  std::size_t artifacts_keep_days = 0;   // older ones are removed; zero: none is
  bool collect_artifacts = true;
  bool collect_descriptions = true;
  bool collect_logs = true;
  bool redact = true;          // secrets in what is collected and shown
  bool raw_artifacts = false;  // what a terminal acts on stays in saved texts
  std::string save_case;       // the file that `explain` writes its case to; empty: none
  std::vector<std::string> formats = {"csv", "json"};
  std::string stdout_format;  // "csv" or "json" when `--format` ends in "-"; else empty
  Strategy strategy = Strategy::automatic;
  bool quick = false;  // a table of all pods, then only suspicious ones whole
  Transport transport = Transport::automatic;
  std::string oc_path;     // empty: oc, then kubectl, from PATH
  std::string kubeconfig;  // empty: the tool's own rules
  FailOn fail_on = FailOn::nothing;
  bool allow_gaps = false;
  std::string store;          // address of the history; "default": where the program keeps one; empty: none is wanted
  std::string run_id;         // under which the run is recorded; empty: a new one
  std::string baseline;       // a result file that says what is known; empty: the store says it
  bool only_new = false;      // what is known is counted, not shown
  AnalysisQuestion question;  // about the past; its `now` is the clock's where `now` is not given
  std::optional<Timestamp> now;  // of a question
  AnswerFormat answer_format = AnswerFormat::table;
  std::size_t rows_max = 20;  // of an answer's table; zero: all
  bool resolved_too = false;  // incidents that are over
  Seconds older_than{0};      // what `history prune` removes
  ColorMode color = ColorMode::automatic;
  int verbosity = 0;  // -1 quiet, 0, 1 verbose
};

}  // namespace oomscan
