// The main job: scan the chosen clusters, save artifacts, write the exports, show the results.
#include <chrono>
#include <memory>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "access/remedy.hpp"
#include "app/chosen_clusters.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/exit_reason.hpp"
#include "app/prometheus_choice.hpp"
#include "app/result_files.hpp"
#include "app/terminal_state.hpp"
#include "artifacts/artifact_saver.hpp"
#include "detect/catalog_judge.hpp"
#include "kube/client/tool.hpp"
#include "memory/memory_budget.hpp"
#include "memory/memory_limit.hpp"
#include "redact/gate.hpp"
#include "scan/fleet_scan.hpp"
#include "terminal/progress_display.hpp"
#include "terminal/results_view.hpp"

namespace oomscan::app {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

scan::ScanSettings settings_from(const Options& options, Timestamp now, SteadyTime began) {
  scan::ScanSettings settings;
  settings.clusters_at_once = options.clusters_at_once;
  settings.namespaces_per_batch = options.namespaces_per_batch;
  settings.workers_per_cluster = options.workers_per_cluster;
  settings.strategy = options.strategy;
  settings.quick = options.quick;
  settings.namespaces = options.namespaces;
  settings.prometheus_was_named = !options.prometheus_url.empty();
  settings.range = {options.time_range_text, now - options.time_range, now};
  settings.cluster_timeout = options.cluster_timeout;
  settings.deadline = options.deadline;
  settings.run_began = began;
  return settings;
}

std::int64_t memory_limit(const Options& options) {
  if (options.memory_limit_mebibytes == 0) return memory::default_memory_limit(memory::read_memory_allowances(""));
  return static_cast<std::int64_t>(options.memory_limit_mebibytes) << 20;
}

// Keeps a live display's clocks moving while a cluster takes its time.
class Ticker {
 public:
  explicit Ticker(terminal::ProgressDisplay& display, Clock& clock)
      : thread_([&display, &clock](std::stop_token stop) {
          while (clock.sleep(terminal::kRedrawInterval, stop)) display.tick();
        }) {}

 private:
  std::jthread thread_;
};

// Lines of the log and a live display share stderr: while this lives, each line takes the display off and puts it back.
class SharedStderr {
 public:
  SharedStderr(log::StderrLog& log, terminal::ProgressDisplay& display) : log_(log) {
    log_.set_display([&display] { display.hide(); }, [&display] { display.show(); });
  }
  ~SharedStderr() { log_.set_display({}, {}); }
  SharedStderr(const SharedStderr&) = delete;
  SharedStderr& operator=(const SharedStderr&) = delete;

 private:
  log::StderrLog& log_;
};

ScanReport run_scan(const Job& job, const std::vector<Cluster>& clusters, const scan::NamespaceFilter& filter,
                    SteadyTime began) {
  const scan::ScanSettings settings = settings_from(job.options, job.components.clock().now(), began);
  const std::unique_ptr<Judge> judge = detect::make_judge(job.options.types);
  std::unique_ptr<ArtifactSaver> artifacts;
  if (job.options.collect_artifacts) {
    artifacts::ArtifactsConfig config;
    config.root_dir = job.options.artifacts_dir;
    config.stamp = settings.range.to;
    config.workers = job.options.workers_per_cluster;
    config.descriptions = job.options.collect_descriptions;
    config.logs = job.options.collect_logs;
    config.raw = job.options.raw_artifacts;
    config.pods_max = job.options.artifacts_pods_max;
    config.run_bytes_max = job.options.artifacts_mib_max << 20U;
    config.keep = std::chrono::days{job.options.artifacts_keep_days};
    artifacts =
        artifacts::make_artifact_saver(config, job.components.files(), job.components.scheduler(), job.redactor);
  }
  const std::unique_ptr<MetricsSource> metrics = metrics_source(job);
  terminal::ProgressDisplay progress{job.screen.progress, job.components.clock(), job.screen.err};
  redact::RedactingObserver observer{progress, job.redactor};
  const SharedStderr shared{job.log, progress};
  const Ticker ticker{progress, job.components.clock()};
  const std::unique_ptr<MemoryBudget> memory = memory::make_memory_budget(memory_limit(job.options));
  const scan::ScanParts parts{settings,
                              filter,
                              *judge,
                              job.components.scheduler(),
                              job.components.clock(),
                              observer,
                              artifacts.get(),
                              metrics.get(),
                              &job.log,
                              memory.get()};
  // The gate: no view, no exporter and no file sees a report that has not passed it.
  return redact::redacted(scan::scan_fleet(clusters, job.components.fleet(), parts, OOMSCAN_VERSION, job.stop),
                          job.redactor);
}

}  // namespace

int scan(const Job& job) {
  const SteadyTime began = job.components.clock().steady_now();
  if (const Result<void> ready = check_output_dir(job.options, job.components.files()); !ready) {
    job.log.error(ready.error());
    return kExitUsage;
  }
  const Result<scan::NamespaceFilter> filter =
      scan::NamespaceFilter::compile(job.options.include_namespaces, job.options.exclude_namespaces);
  if (!filter) return fail(job, filter.error());
  const Result<std::vector<Cluster>> clusters = chosen_clusters(job);
  if (!clusters) return fail(job, clusters.error());
  if (const auto error = prometheus_of_many(job.options, *clusters)) return fail(job, *error);

  ScanReport report = run_scan(job, *clusters, *filter, began);

  const Result<kube::Tool> tool =
      kube::find_tool(job.options.oc_path, environment("PATH").value_or(""), job.options.kubeconfig);
  access::hint_at_refusals(report, job.options, tool ? tool->name : "oc");

  const WrittenResults written = write_results(report, job.options, job.components.files());
  // stdout carries results only: with a format there, people read theirs on stderr, unless they want it quiet.
  const bool aside = !job.options.stdout_format.empty();
  if (!aside || job.options.verbosity >= 0) {
    if (!aside && job.screen.wait_for_err) job.screen.wait_for_err();
    terminal::render_results(report, redact::redacted(written.paths, job.redactor),
                             aside ? job.screen.err_style : job.screen.out_style,
                             aside ? job.screen.err : job.screen.out);
    job.screen.out.flush();
  }
  for (const Error& error : written.errors) job.log.error(error);
  const int code = exit_code_for(report, job.options);
  // Who reads the results knows; a cron job whose stdout goes elsewhere mails what stands on stderr.
  if (code != kExitSeenAll && (job.options.verbosity < 0 || !is_terminal(STDOUT_FILENO))) {
    job.log.warning(exit_reason(code, report));
  }
  return written.errors.empty() || code == kExitInterrupted ? code : kExitNothingScanned;
}

}  // namespace oomscan::app
