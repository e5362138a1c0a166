// Puts the children that describe pods under the same rules as the session's requests: they wait for their turn, and
// none is started for a cluster that is not asked any more.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "kube/circuit.hpp"
#include "kube/courtesy.hpp"
#include "oomscan/ports/cluster_reader.hpp"

namespace oomscan::kube {

// Thread-safe if what it wraps is. All else is passed on: those are requests, which are under the rules already.
class CourteousClusterReader : public ClusterReader {
 public:
  CourteousClusterReader(std::unique_ptr<ClusterReader> inner, std::shared_ptr<Circuit> circuit,
                         std::shared_ptr<Courtesy> courtesy);

  Result<std::vector<std::string>> namespaces(std::stop_token stop) override;
  Result<std::vector<std::string>> projects(std::stop_token stop) override;
  Result<bool> namespace_exists(const std::string& namespace_name, std::stop_token stop) override;
  ListOutcome read_pods(const std::string& namespace_name, ListSink<PodObservation>& sink,
                        std::stop_token stop) override;
  ListOutcome read_events(const std::string& namespace_name, ListSink<EventObservation>& sink,
                          std::stop_token stop) override;
  Result<TextAnswer> read_log(const LogRequest& request, std::stop_token stop) override;
  Result<TextAnswer> describe_pod(const std::string& namespace_name, const std::string& pod,
                                  std::stop_token stop) override;

 private:
  std::unique_ptr<ClusterReader> inner_;
  std::shared_ptr<Circuit> circuit_;
  std::shared_ptr<Courtesy> courtesy_;
};

}  // namespace oomscan::kube
