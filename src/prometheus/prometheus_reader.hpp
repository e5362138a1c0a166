// Asks one Prometheus what it knows about the namespaces of a scan.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/metrics_reader.hpp"
#include "oomscan/ports/scheduler.hpp"
#include "prometheus/endpoint_search.hpp"
#include "prometheus/fact_queries.hpp"
#include "prometheus/metrics_config.hpp"
#include "prometheus/query_api.hpp"
#include "prometheus/query_runner.hpp"

namespace oomscan::prometheus {

// After so many questions in a row without any answer (unreachable, timed out), the rest is not asked.
inline constexpr int kSilenceMax = 3;
// Distinct warnings of a server that become gaps.
inline constexpr std::size_t kWarningsMax = 5;

// Queries of one read: two to four for each batch (queries_per_batch), and kProofQueriesMax and kHistoryQueriesMax.
// What is not proven to be this cluster's (cluster_proof.hpp) is not asked, and a gap says so. Behind a tenant's port
// each namespace is a batch of its own. Thread-safe; what it is given by reference outlives it.
class PrometheusReader : public MetricsReader {
 public:
  // `cluster`: the door to the cluster that it should know.
  PrometheusReader(FoundEndpoint found, KubeApi& cluster, const MetricsConfig& config, Scheduler& scheduler,
                   Clock& clock);

  [[nodiscard]] std::string description() const override { return description_; }
  MetricsAnswer read(const std::vector<std::string>& namespaces, const TimeRange& range, std::stop_token stop) override;

 private:
  struct Part;
  // All queries of every batch, batch by batch.
  std::vector<Part> ask_all(const std::vector<std::vector<std::string>>& batches, const TimeRange& range, bool tenant,
                            Dating dating, const SeriesForm& form, std::stop_token stop);

  const std::string description_;
  const std::unique_ptr<QueryApi> api_;
  const std::size_t namespaces_per_query_;
  const std::size_t workers_;
  const Seconds timeout_;
  const QueryRunner runner_;
  Scheduler& scheduler_;
  KubeApi& cluster_;
  const bool tenant_;
  const bool own_by_place_;
};

}  // namespace oomscan::prometheus
