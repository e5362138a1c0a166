// The cluster in which every scenario is played, whoever serves it: the simulator, or, where the environment names one,
// a real API server that was loaded with the simulator's objects (tests/testbed/contract_test.sh).
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "e2e/support/workbench.hpp"

namespace oomscan::e2e {

class ScenarioFleet {
 public:
  // OOMSCAN_TEST_KUBECONFIG, OOMSCAN_TEST_CONTEXT, OOMSCAN_TEST_TRUTH: the real server's, all three or none. Else
  // starts the simulator. Throws std::runtime_error if it does not come up.
  ScenarioFleet();

  // What is added to a scan's words to choose it.
  [[nodiscard]] Words words() const;
  // How many Events there may be beside those of the truth: a real API server may say something of its own about the
  // addresses of its Services.
  [[nodiscard]] int own_events_max() const { return simulated_ ? 0 : 2; }
  // The truth, with the names by which this server's context and cluster are known.
  [[nodiscard]] nlohmann::json truth(const nlohmann::json& report) const;

 private:
  std::optional<SimulatedFleet> simulated_;
  std::string kubeconfig_;
  std::string context_;
  std::string truth_file_;
};

}  // namespace oomscan::e2e
