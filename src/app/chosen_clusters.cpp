#include "app/chosen_clusters.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "scan/context_selection.hpp"
#include "scan/introducing_fleet.hpp"
#include "scan/same_cluster.hpp"

namespace oomscan::app {
namespace {

constexpr int kDeadlinePartForIntroductions = 4;

}  // namespace

Result<std::vector<Cluster>> listed_clusters(const Job& job) {
  Result<std::vector<Context>> contexts = job.components.fleet().contexts(job.stop);
  if (!contexts) return std::move(contexts).error();
  return scan::choose_clusters(scan::fold_contexts(*contexts), {job.options.current_only, job.options.contexts});
}

Result<std::vector<Cluster>> chosen_clusters(const Job& job) {
  Result<std::vector<Cluster>> listed = listed_clusters(job);
  if (!listed) return listed;
  scan::IntroducingFleet& fleet = job.components.fleet();
  // Most of a run's time is for reading.
  std::chrono::milliseconds time_max = scan::kIntroductionTimeMax;
  if (job.options.deadline.count() > 0) {
    time_max = std::min<std::chrono::milliseconds>(
        time_max, std::chrono::milliseconds{job.options.deadline} / kDeadlinePartForIntroductions);
  }
  const std::vector<scan::Introduction> introductions =
      fleet.introduce(*listed, job.components.scheduler(), job.components.clock(), time_max, job.stop);
  scan::JoinedClusters joined = scan::join_clusters(*listed, introductions, job.options.contexts);
  fleet.keep_only(joined.clusters);
  for (const Cluster& cluster : joined.clusters) {
    if (cluster.folded.empty()) continue;
    job.log.info(fmt::format("{}: {} contexts lead to this cluster; it is read once, through '{}'", cluster.name,
                             cluster.folded.size() + 1, cluster.context.name));
  }
  for (const std::string& note : joined.notes) job.log.info(note);
  return std::move(joined.clusters);
}

int fail(const Job& job, const Error& error) {
  job.log.error(error);
  if (error.kind == ErrorKind::cancelled) return kExitInterrupted;
  return error.kind == ErrorKind::usage ? kExitUsage : kExitNothingScanned;
}

}  // namespace oomscan::app
