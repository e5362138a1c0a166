#include "app/chosen_clusters.hpp"

#include <utility>

#include "app/exit_code.hpp"
#include "scan/context_selection.hpp"

namespace oomscan::app {

Result<std::vector<Cluster>> chosen_clusters(const Job& job) {
  Result<std::vector<Context>> contexts = job.components.fleet().contexts(job.stop);
  if (!contexts) return std::move(contexts).error();
  return scan::choose_clusters(scan::fold_contexts(*contexts), {job.options.current_only, job.options.contexts});
}

int fail(const Job& job, const Error& error) {
  job.log.error(error);
  if (error.kind == ErrorKind::cancelled) return kExitInterrupted;
  return error.kind == ErrorKind::usage ? kExitUsage : kExitNothingScanned;
}

}  // namespace oomscan::app
