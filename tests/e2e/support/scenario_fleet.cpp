#include "e2e/support/scenario_fleet.hpp"

#include <cstdlib>
#include <stdexcept>

namespace oomscan::e2e {
namespace {

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT: tests have one thread here
  return value == nullptr ? "" : value;
}

}  // namespace

ScenarioFleet::ScenarioFleet()
    : kubeconfig_(from_environment("OOMSCAN_TEST_KUBECONFIG")),
      context_(from_environment("OOMSCAN_TEST_CONTEXT")),
      truth_file_(from_environment("OOMSCAN_TEST_TRUTH")) {
  if (kubeconfig_.empty() != context_.empty() || kubeconfig_.empty() != truth_file_.empty()) {
    throw std::runtime_error("OOMSCAN_TEST_KUBECONFIG, _CONTEXT and _TRUTH belong together");
  }
  if (!kubeconfig_.empty()) return;
  simulated_.emplace(Words{"--preset", "scenarios"});
  kubeconfig_ = simulated_->kubeconfig();
}

Words ScenarioFleet::words() const {
  Words words{"--kubeconfig", kubeconfig_};
  if (!context_.empty()) words.insert(words.end(), {"--contexts", context_});
  return words;
}

nlohmann::json ScenarioFleet::truth(const nlohmann::json& report) const {
  if (simulated_) return simulated_->truth();
  nlohmann::json truth = nlohmann::json::parse(read_file(truth_file_));
  nlohmann::json& cluster = truth.at("clusters").at(0);
  cluster["context"] = context_;
  cluster["cluster"] = report.at("coverage").at(0).at("cluster");
  cluster["folded_contexts"] = nlohmann::json::array();
  return truth;
}

}  // namespace oomscan::e2e
