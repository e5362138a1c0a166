// The main job: scan the chosen clusters, save artifacts, write the exports, show the results.
#include <memory>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "app/chosen_clusters.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/result_files.hpp"
#include "artifacts/artifact_saver.hpp"
#include "detect/catalog_judge.hpp"
#include "prometheus/metrics_source.hpp"
#include "scan/fleet_scan.hpp"
#include "terminal/progress_display.hpp"
#include "terminal/results_view.hpp"

namespace oomscan::app {
namespace {

scan::ScanSettings settings_from(const Options& options, Timestamp now) {
  scan::ScanSettings settings;
  settings.clusters_at_once = options.clusters_at_once;
  settings.namespaces_per_batch = options.namespaces_per_batch;
  settings.workers_per_cluster = options.workers_per_cluster;
  settings.strategy = options.strategy;
  settings.namespaces = options.namespaces;
  settings.prometheus_was_named = !options.prometheus_url.empty();
  settings.range = {options.time_range_text, now - options.time_range, now};
  return settings;
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

void say_folds(const Job& job, const std::vector<Cluster>& clusters) {
  for (const Cluster& cluster : clusters) {
    if (cluster.folded.empty()) continue;
    job.log.info(fmt::format("{}: {} contexts of the same server and user are scanned once, through '{}'", cluster.name,
                             cluster.folded.size() + 1, cluster.context.name));
  }
}

std::unique_ptr<MetricsSource> metrics_source(const Job& job) {
  if (job.options.skip_prometheus) return nullptr;
  prometheus::MetricsConfig config;
  config.url = job.options.prometheus_url;
  config.token_file = job.options.prometheus_token_file;
  config.namespaces_per_query = job.options.namespaces_per_batch;
  config.workers = job.options.prometheus_workers;
  config.attempts = job.options.attempts_per_request;
  config.request_timeout = job.options.request_timeout;
  return prometheus::make_metrics_source(std::move(config), job.machinery.http(), job.machinery.scheduler(),
                                         job.machinery.clock(), job.log);
}

// A Prometheus does not say which cluster its series are of.
std::optional<Error> prometheus_of_many(const Options& options, const std::vector<Cluster>& clusters) {
  if (options.prometheus_url.empty() || clusters.size() < 2) return std::nullopt;
  return Error{ErrorKind::usage,
               fmt::format("--prometheus-url names one Prometheus, but {} clusters are to be scanned", clusters.size()),
               "choose one cluster with --current or --contexts, or leave the URL out"};
}

ScanReport run_scan(const Job& job, const std::vector<Cluster>& clusters, const scan::NamespaceFilter& filter) {
  const scan::ScanSettings settings = settings_from(job.options, job.machinery.clock().now());
  const std::unique_ptr<Judge> judge = detect::make_judge(job.options.types);
  std::unique_ptr<ArtifactSaver> artifacts;
  if (job.options.collect_artifacts) {
    artifacts::ArtifactsConfig config;
    config.root_dir = job.options.artifacts_dir;
    config.stamp = settings.range.to;
    config.workers = job.options.workers_per_cluster;
    artifacts = artifacts::make_artifact_saver(config, job.machinery.files(), job.machinery.scheduler());
  }
  const std::unique_ptr<MetricsSource> metrics = metrics_source(job);
  terminal::ProgressDisplay progress{job.screen.progress, job.machinery.clock(), job.screen.err};
  const SharedStderr shared{job.log, progress};
  const Ticker ticker{progress, job.machinery.clock()};
  const scan::ScanParts parts{
      settings,        filter,        *judge,  job.machinery.scheduler(), job.machinery.clock(), progress,
      artifacts.get(), metrics.get(), &job.log};
  return scan::scan_fleet(clusters, job.machinery.fleet(), parts, OOMSCAN_VERSION, job.stop);
}

}  // namespace

int scan(const Job& job) {
  if (const Result<void> ready = check_output_dir(job.options); !ready) {
    job.log.error(ready.error());
    return kExitUsage;
  }
  const Result<scan::NamespaceFilter> filter =
      scan::NamespaceFilter::compile(job.options.include_namespaces, job.options.exclude_namespaces);
  if (!filter) return fail(job, filter.error());
  const Result<std::vector<Cluster>> clusters = chosen_clusters(job);
  if (!clusters) return fail(job, clusters.error());
  if (const auto error = prometheus_of_many(job.options, *clusters)) return fail(job, *error);
  say_folds(job, *clusters);

  const ScanReport report = run_scan(job, *clusters, *filter);

  const WrittenResults written = write_results(report, job.options, job.machinery.files());
  if (job.options.verbosity >= 0) {
    // stdout carries results only: with a format there, people read theirs on stderr.
    const bool aside = !job.options.stdout_format.empty();
    terminal::render_results(report, written.paths, aside ? job.screen.err_style : job.screen.out_style,
                             aside ? job.screen.err : job.screen.out);
    job.screen.out.flush();
  }
  for (const Error& error : written.errors) job.log.error(error);
  const int code = exit_code_for(report, job.options);
  return written.errors.empty() || code == kExitInterrupted ? code : kExitNothingScanned;
}

}  // namespace oomscan::app
