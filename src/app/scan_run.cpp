#include "app/scan_run.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/chosen_clusters.hpp"
#include "app/prometheus_choice.hpp"
#include "artifacts/artifact_saver.hpp"
#include "detect/catalog.hpp"
#include "detect/catalog_judge.hpp"
#include "memory/memory_budget.hpp"
#include "memory/memory_limit.hpp"
#include "redact/gate.hpp"
#include "scan/fleet_scan.hpp"
#include "scan/sink_gate.hpp"
#include "why/log_cause.hpp"

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
  settings.range_promised = options.time_range_given;
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

// nullptr: none are wanted.
std::unique_ptr<ArtifactSaver> artifact_saver(const Job& job, Timestamp stamp) {
  static const why::LastLinesJudge log_judge;
  if (!job.options.collect_artifacts) return nullptr;
  artifacts::ArtifactsConfig config;
  config.root_dir = job.options.artifacts_dir;
  config.stamp = stamp;
  config.workers = job.options.workers_per_cluster;
  config.descriptions = job.options.collect_descriptions;
  config.logs = job.options.collect_logs;
  config.raw = job.options.raw_artifacts;
  config.pods_max = job.options.artifacts_pods_max;
  config.run_bytes_max = job.options.artifacts_mib_max << 20U;
  config.keep = std::chrono::days{job.options.artifacts_keep_days};
  return artifacts::make_artifact_saver(config, job.components.files(), job.components.scheduler(), job.redactor,
                                        &log_judge);
}

std::vector<SoughtType> sought_types(const std::vector<std::string>& ids) {
  std::vector<SoughtType> types;
  for (const detect::Detector& detector : detect::catalog()) {
    if (std::find(ids.begin(), ids.end(), detector.info.id) == ids.end()) continue;
    types.push_back({std::string(detector.info.id), std::string(detector.info.description), detector.rules.empty()});
  }
  return types;
}

}  // namespace

Result<ScanRun> run_scan(const Job& job, const ScanListeners& listeners, SteadyTime began) {
  const Result<scan::NamespaceFilter> filter =
      scan::NamespaceFilter::compile(job.options.include_namespaces, job.options.exclude_namespaces);
  if (!filter) return filter.error();
  const Result<std::vector<Cluster>> clusters = chosen_clusters(job);
  if (!clusters) return clusters.error();
  if (auto error = prometheus_of_many(job.options, *clusters)) return *std::move(error);

  const scan::ScanSettings settings = settings_from(job.options, job.components.clock().now(), began);
  const std::unique_ptr<Judge> judge = detect::make_judge(job.options.types);
  const std::unique_ptr<ArtifactSaver> artifacts = artifact_saver(job, settings.range.to);
  const std::unique_ptr<MetricsSource> metrics = metrics_source(job);
  // The gate: nobody sees anything that has not passed it.
  redact::RedactingObserver observer{listeners.observer, job.redactor};
  std::optional<redact::RedactingSink> sink;
  if (listeners.sink != nullptr) sink.emplace(*listeners.sink, job.redactor);
  scan::SinkGate told{sink ? &*sink : nullptr};
  const std::unique_ptr<MemoryBudget> memory = memory::make_memory_budget(memory_limit(job.options));
  const scan::ScanParts parts{settings,
                              *filter,
                              *judge,
                              job.components.scheduler(),
                              job.components.clock(),
                              observer,
                              artifacts.get(),
                              metrics.get(),
                              &job.log,
                              memory.get(),
                              &told};
  ScanRun run;
  run.report = redact::redacted(scan::scan_fleet(*clusters, job.components.fleet(), parts, OOMSCAN_VERSION, job.stop),
                                job.redactor);
  run.report.types = sought_types(job.options.types);
  run.report.took = std::chrono::duration_cast<std::chrono::milliseconds>(job.components.clock().steady_now() - began);
  run.sink_error = told.error();
  return run;
}

}  // namespace oomscan::app
