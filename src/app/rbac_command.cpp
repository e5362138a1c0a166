// `oom-scan rbac`: the least roles for a scan with the same options. Asks no cluster.
#include <vector>

#include "access/role_yaml.hpp"
#include "app/chosen_clusters.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/rules_need.hpp"
#include "app/terminal_state.hpp"
#include "kube/client/tool.hpp"
#include "scan/namespace_filter.hpp"

namespace oomscan::app {

int rbac(const Job& job) {
  const Result<scan::NamespaceFilter> filter =
      scan::NamespaceFilter::compile(job.options.include_namespaces, job.options.exclude_namespaces);
  if (!filter) return fail(job, filter.error());
  Options options = job.options;
  std::erase_if(options.namespaces, [&](const std::string& name) { return !filter->selects(name); });
  if (options.namespaces.empty() && !job.options.namespaces.empty()) {
    return fail(job, {ErrorKind::usage, "none of --namespaces is selected by --include-ns and --exclude-ns", ""});
  }
  // Only for the commands in its comments; without any tool there still is a reader.
  const Result<kube::Tool> tool =
      kube::find_tool(options.oc_path, environment("PATH").value_or(""), options.kubeconfig);
  const Result<std::string> yaml = access::role_yaml(options, tool ? tool->name : "oc", rules_need(options));
  if (!yaml) return fail(job, yaml.error());
  job.screen.out << *yaml << std::flush;
  return kExitSeenAll;  // whether it arrived, the program looks at for each command
}

}  // namespace oomscan::app
