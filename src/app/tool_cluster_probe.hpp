// Asks one cluster for the doctor: through a session as a scan opens it. Where that carries no question about the
// session's user, the tool's own are asked, which then reach that cluster's API server only.
#pragma once

#include <optional>
#include <string>

#include "access/cluster_probe.hpp"
#include "app/commands.hpp"
#include "kube/client/tool.hpp"
#include "kube/door/error_frame.hpp"
#include "oomscan/model/cluster.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/metrics_reader.hpp"
#include "scan/namespace_filter.hpp"

namespace oomscan::app {

// What the probes of one run share. References outlive them.
struct ProbeParts {
  const Job& job;
  const kube::Tool& tool;
  const scan::NamespaceFilter& filter;
  TimeRange range;
  MetricsSource* metrics = nullptr;  // nullptr: Prometheus is not to be asked
};

// `reach` comes first: it opens the session that the others use; they are thread-safe.
class ToolClusterProbe : public access::ClusterProbe {
 public:
  ToolClusterProbe(const Cluster& cluster, const ProbeParts& parts) : cluster_(cluster), parts_(parts) {}

  Result<std::string> reach(std::stop_token stop) override;
  Result<void> log_in(std::stop_token stop) override;
  std::string user(std::stop_token stop) override;
  access::ScanNamespaces namespaces(std::stop_token stop) override;
  Result<bool> namespace_exists(const std::string& namespace_name, std::stop_token stop) override;
  Result<bool> may(const access::Right& right, const std::string& namespace_name, std::stop_token stop) override;
  Result<access::PrometheusFound> prometheus(const std::vector<std::string>& namespaces, std::stop_token stop) override;
  std::optional<Seconds> clock_ahead(std::stop_token stop) override;

 private:
  [[nodiscard]] kube::ErrorFrame frame() const;
  // The tool in this context; an error only if it did not come to its own end, or was led elsewhere. For sessions
  // without `reviews`: they are opened only where the tool can be contained.
  Result<ProcessOutcome> ask_tool(std::vector<std::string> words, std::stop_token stop) const;
  // Of a right that the session does not have: is there an API that could give it?
  [[nodiscard]] Result<bool> is_served(const access::Right& right, std::stop_token stop) const;

  const Cluster& cluster_;
  const ProbeParts& parts_;
  std::optional<Fleet::Session> session_;
};

}  // namespace oomscan::app
