// The commands that print what there is and scan nothing.
#include <optional>
#include <utility>
#include <vector>

#include "app/chosen_clusters.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "detect/catalog.hpp"
#include "redact/gate.hpp"
#include "scan/context_selection.hpp"
#include "scan/namespace_filter.hpp"
#include "scan/namespace_plan.hpp"
#include "terminal/listings.hpp"

namespace oomscan::app {

int list_contexts(const Job& job) {
  const Result<std::vector<Cluster>> clusters = listed_clusters(job);
  if (!clusters) return fail(job, clusters.error());
  terminal::render_contexts(redact::redacted(*clusters, job.redactor), job.screen.out_style, job.screen.out);
  return kExitSeenAll;
}

int list_namespaces(const Job& job) {
  const Result<std::vector<Cluster>> clusters = chosen_clusters(job);
  if (!clusters) return fail(job, clusters.error());
  const Result<scan::NamespaceFilter> filter =
      scan::NamespaceFilter::compile(job.options.include_namespaces, job.options.exclude_namespaces);
  if (!filter) return fail(job, filter.error());

  std::vector<std::optional<scan::NamespacePlan>> plans(clusters->size());
  job.components.scheduler().for_each(
      clusters->size(), job.options.clusters_at_once,
      [&](std::size_t i) {
        const Cluster& cluster = (*clusters)[i];
        scan::NamespacePlan plan;
        const Result<Fleet::Session> session = job.components.fleet().open(cluster, job.stop);
        if (session) {
          plan = scan::plan_namespaces(cluster, *session->reader, job.options.namespaces, *filter, job.stop);
        } else {
          plan.failure = session.error();
        }
        plans[i] = std::move(plan);
      },
      job.stop);

  std::vector<terminal::NamespaceListing> listings;
  bool gaps = false;
  for (std::size_t i = 0; i < clusters->size(); ++i) {
    const std::string& name = (*clusters)[i].name;
    if (!plans[i] || plans[i]->failure) {
      gaps = true;
      if (plans[i]) job.log.error(with_context(*plans[i]->failure, "'" + name + "'"));
      continue;
    }
    for (const std::string& note : plans[i]->notes) job.log.warning("'" + name + "': " + note);
    gaps = gaps || !plans[i]->gaps.empty();
    listings.push_back(
        {redact::redacted(name, job.redactor), redact::redacted(plans[i]->selected, job.redactor), plans[i]->total});
  }
  terminal::render_namespaces(listings, job.screen.out_style, job.screen.out);
  if (job.stop.stop_requested()) return kExitInterrupted;
  if (listings.empty()) return kExitNothingScanned;
  return gaps && !job.options.allow_gaps ? kExitGaps : kExitSeenAll;
}

int list_detectors(const Job& job) {
  terminal::render_detectors(detect::detectors(), job.screen.out_style, job.screen.out);
  return kExitSeenAll;
}

}  // namespace oomscan::app
