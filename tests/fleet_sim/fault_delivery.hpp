// Answers a request as a script of faults wants it, whatever server the true answer comes from. Thread-safe.
#pragma once

#include <functional>
#include <vector>

#include <httplib.h>

#include "fleet_sim/answer.hpp"
#include "fleet_sim/faults.hpp"

namespace oomscan::fleet_sim {

// Blocks for that time; false: the server is stopping, do not go on.
using Pause = std::function<bool(int milliseconds)>;

[[nodiscard]] Query query_of(const httplib::Request& request);
// The query as it stands in the request, without '?'.
[[nodiscard]] std::string raw_query_of(const httplib::Request& request);

// `truth` is asked at most once, and not where a fault stands in its place. `pause` outlives the response.
// Returns the status that is sent; 0 if there is none, because the connection itself is at fault.
int deliver(const std::vector<Fault>& faults, const httplib::Request& request, httplib::Response& response,
            const std::function<Answer(Query)>& truth, const Pause& pause);

}  // namespace oomscan::fleet_sim
