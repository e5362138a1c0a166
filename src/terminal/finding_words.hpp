// One finding in a few words: when it failed, and with what. Pure; results are printable.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/finding.hpp"

namespace oomscan::terminal {

// "4x in 6h, last 12 min ago": the smallest window that holds all that is known. `range` names the look-back, for
// failures older than any window. "9 restarts, last 3 min ago" for a crash loop, whose restarts the kubelet counts.
[[nodiscard]] std::string when_words(const Finding& finding, const std::string& range, Timestamp now);

// "limit 128Mi, exit 137", "because OOMKilled". `of_container`: all findings of the same container in the order in
// which they are printed, this one among them; what another one says is not said again.
[[nodiscard]] std::string detail_words(const Finding& finding, const std::vector<const Finding*>& of_container);

// "confirmed by status and events": how sure, and who says so.
[[nodiscard]] std::string confidence_words(const Finding& finding);

// "payments-api-7f9dd8b6c4-x7gr9 / app", "... / migrate (init)", "node ip-10-0-7-19"
[[nodiscard]] std::string subject_words(const Finding& finding);

// "Deployment payments-api"; empty if there is none beside the pod itself.
[[nodiscard]] std::string workload_words(const Finding& finding);

// "/tmp/prd/payments__api__2025-12-12T05-25-40Z__*" where both files share that much, else both paths; or empty.
[[nodiscard]] std::string artifact_words(const Artifacts& artifacts);

}  // namespace oomscan::terminal
