// The cells of a pod in the table that the API server makes for people, as its own printer makes them
// (pkg/printers/internalversion, printPod). Pure; thread-safe.
#pragma once

#include <chrono>
#include <string>

#include "fleet_sim/scene.hpp"

namespace oomscan::fleet_sim {

struct PodRowCells {
  std::string ready;     // "1/2"
  std::string status;    // "Running", "Init:Error", "CrashLoopBackOff"
  std::string restarts;  // "0", "5 (3m7s ago)"
};
[[nodiscard]] PodRowCells pod_row_cells(const Json& pod, Timestamp now);

// k8s.io/apimachinery/pkg/util/duration, HumanDuration.
[[nodiscard]] std::string human_duration(std::chrono::seconds duration);

// The age of an RFC 3339 time, "<unknown>" if it is none.
[[nodiscard]] std::string age_words(const std::string& time, Timestamp now);

}  // namespace oomscan::fleet_sim
