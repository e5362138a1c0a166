// One problem in a few words: what it is about, when it failed, and with what. Pure; results are printable.
#pragma once

#include <string>
#include <vector>

#include "oomscan/overview/problems.hpp"

namespace oomscan::terminal {

// "payments/payments-api-7f9dd8b6c4-x7gr9 / app", "payments/payments-api / app (17 pods)", "node ip-10-0-7-19": stands
// alone, so that whoever searches a namespace, a workload, a pod or a node finds its line.
[[nodiscard]] std::string subject_words(const overview::Problem& problem);

// "4x in 6h, last 12 min ago": the smallest window that holds all that is known. `range` names the look-back, for
// failures older than any window. "9 restarts, last 3 min ago" for a crash loop, whose restarts the kubelet counts.
[[nodiscard]] std::string when_words(const overview::Problem& problem, const std::string& range, Timestamp now);

// "limit 128Mi, exit 137", "because OOMKilled": what is known beyond type and time. The limit stands wherever the cause
// is about it: "no limit" says that the node ran out.
[[nodiscard]] std::string detail_words(const overview::Problem& problem);

// `its log says DatabaseError: "pq: …"` where that explains the failure better than what the kubelet says; else empty.
[[nodiscard]] std::string log_words(const overview::Problem& problem);

// "12 active, 5 recovered" where the findings differ; else empty.
[[nodiscard]] std::string state_words(const overview::Problem& problem);

// "confirmed by status and events": how sure, and who says so.
[[nodiscard]] std::string confidence_words(const overview::Problem& problem);

// "Deployment payments-api"; empty if the subject names it, or if there is none beside the pod itself.
[[nodiscard]] std::string workload_words(const overview::Problem& problem);

}  // namespace oomscan::terminal
