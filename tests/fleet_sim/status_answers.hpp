// The errors of a Kubernetes API server: Status objects with the wording of release 1.34 (compared with a real one).
#pragma once

#include <string>
#include <string_view>

#include "fleet_sim/answer.hpp"

namespace oomscan::fleet_sim {

[[nodiscard]] Answer unauthorized();
struct Denied {
  std::string user;
  std::string verb;
  std::string group;
  std::string resource;        // "pods", "pods/log"
  std::string namespace_name;  // empty: at the cluster scope
  std::string name;            // empty for lists
};
[[nodiscard]] Answer forbidden(const Denied& denied);
[[nodiscard]] Answer not_found(std::string_view resource, std::string_view name);
[[nodiscard]] Answer no_such_path();
[[nodiscard]] Answer no_such_resource();
[[nodiscard]] Answer bad_request(std::string_view message);
[[nodiscard]] Answer method_not_allowed();
[[nodiscard]] Answer not_acceptable();
[[nodiscard]] Answer unsupported_media_type();
// `fresh_continue`: the token that an expired one is traded for; empty: none.
[[nodiscard]] Answer expired(std::string_view fresh_continue);
// What a server under stress answers: 429, 500, 502, 503, 504, or any other status. retry_after_s <= 0: no header.
[[nodiscard]] Answer failure(int status, int retry_after_s);

}  // namespace oomscan::fleet_sim
