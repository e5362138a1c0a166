// What a cluster says of itself to whoever may ask: which one it is, and whether all of it can be seen.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// The uid in what the API server says of one namespace; empty: it is none. Pure.
[[nodiscard]] std::string parse_uid(std::string_view body);

// Asks for the uid of the namespace kube-system, which every cluster has and keeps for life; for no longer than
// kSelfTimeMax. Empty: it is not told (not allowed, not there, no answer).
[[nodiscard]] std::string ask_cluster_uid(KubeApi& api, Clock& clock, std::stop_token stop);

// Whether the pods of all namespaces may be listed: one of them is asked for. Bounded likewise.
[[nodiscard]] bool ask_sees_all_pods(KubeApi& api, Clock& clock, std::stop_token stop);

inline constexpr std::chrono::seconds kSelfTimeMax{10};

}  // namespace oomscan::kube
