// The clusters of a fleet on ports of 127.0.0.1, each on its own, and a control port (plain HTTP) for the test that
// runs it:  GET /_sim/requests, POST /_sim/reset, PUT /_sim/faults.
// Answers come from the immutable clusters; only the fault script and the request log change. Thread-safe after start.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fleet_sim/certificates.hpp"
#include "fleet_sim/cluster.hpp"
#include "fleet_sim/faults.hpp"
#include "fleet_sim/request_log.hpp"

namespace oomscan::fleet_sim {

class FleetServer {
 public:
  // Listens on return. Throws std::runtime_error when a port cannot be had.
  FleetServer(std::vector<std::unique_ptr<SimCluster>> clusters, const Authority& authority, bool tls,
              std::vector<Fault> faults);
  // Stops; takes up to the keep-alive time of connections that are still open.
  ~FleetServer();
  FleetServer(const FleetServer&) = delete;
  FleetServer& operator=(const FleetServer&) = delete;

  [[nodiscard]] const SimCluster& cluster(std::size_t index) const;
  [[nodiscard]] std::size_t size() const;
  // "https://127.0.0.1:40123"
  [[nodiscard]] std::string url(std::size_t index) const;
  [[nodiscard]] std::string control_url() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace oomscan::fleet_sim
