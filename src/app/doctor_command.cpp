// `oom-scan doctor`: scans nothing, but tries what a scan with the same options needs.
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "access/cluster_checkup.hpp"
#include "app/chosen_clusters.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/machine_checks.hpp"
#include "app/prometheus_choice.hpp"
#include "app/result_files.hpp"
#include "app/rules_need.hpp"
#include "app/terminal_state.hpp"
#include "app/tool_cluster_probe.hpp"
#include "oomscan/model/checkup.hpp"
#include "redact/gate.hpp"
#include "scan/namespace_filter.hpp"
#include "terminal/checkup_view.hpp"

namespace oomscan::app {
namespace {

int exit_code_for(const Job& job, const Checkup& checkup) {
  if (job.stop.stop_requested()) return kExitInterrupted;
  // Without a place for its results a scan does not even begin.
  if (!checkup.scannable() || !check_output_dir(job.options, job.components.files())) return kExitNothingScanned;
  return checkup.ready() || job.options.allow_gaps ? kExitSeenAll : kExitGaps;
}

// All clusters, each shown as soon as it is known: one that is down keeps nobody waiting for the others.
void examine_all(const Job& job, const std::vector<Cluster>& clusters, const ProbeParts& parts, Checkup& checkup) {
  const access::CheckupFrame frame{job.options, parts.range, parts.tool.name, job.components.scheduler(),
                                   rules_need(job.options)};
  std::mutex mutex;
  job.components.scheduler().for_each(
      clusters.size(), job.options.clusters_at_once,
      [&](std::size_t i) {
        ToolClusterProbe probe{clusters[i], parts};
        ClusterCheckup examined = redact::redacted(access::examine(clusters[i], probe, frame, job.stop), job.redactor);
        const std::lock_guard lock{mutex};
        terminal::render_cluster_checkup(examined, job.screen.out_style, job.screen.out);
        job.screen.out.flush();
        checkup.clusters.push_back(std::move(examined));
      },
      job.stop);
}

}  // namespace

int doctor(const Job& job) {
  const Result<scan::NamespaceFilter> filter =
      scan::NamespaceFilter::compile(job.options.include_namespaces, job.options.exclude_namespaces);
  if (!filter) return fail(job, filter.error());
  // Each user of a cluster has rights of its own.
  const Result<std::vector<Cluster>> clusters = listed_clusters(job);
  if (!clusters && clusters.error().kind == ErrorKind::usage) return fail(job, clusters.error());
  const Result<kube::Tool> tool =
      kube::find_tool(job.options.oc_path, environment("PATH").value_or(""), job.options.kubeconfig);
  Checkup checkup;
  checkup.machine.push_back(redact::redacted(tool_check(job, tool), job.redactor));
  if (!clusters || !tool) {
    terminal::render_machine_checkup(checkup, job.screen.out_style, job.screen.out);
    job.screen.out.flush();
    return clusters || !tool ? kExitNothingScanned : fail(job, clusters.error());
  }
  if (const auto error = prometheus_of_many(job.options, *clusters)) return fail(job, *error);
  for (Check& check : directory_checks(job, *clusters)) {
    checkup.machine.push_back(redact::redacted(std::move(check), job.redactor));
  }
  terminal::render_machine_checkup(checkup, job.screen.out_style, job.screen.out);
  job.screen.out.flush();

  const std::unique_ptr<MetricsSource> metrics = metrics_source(job);
  const Timestamp now = job.components.clock().now();
  const ProbeParts parts{
      job, *tool, *filter, {job.options.time_range_text, now - job.options.time_range, now}, metrics.get()};
  examine_all(job, *clusters, parts, checkup);
  terminal::render_checkup_summary(checkup, job.screen.out_style, job.screen.out);
  job.screen.out.flush();
  return exit_code_for(job, checkup);
}

}  // namespace oomscan::app
