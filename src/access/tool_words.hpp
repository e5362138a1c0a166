// What to say to `oc` or `kubectl` (1.20 to 1.34) to learn about rights, versions and clocks, and what they answer.
// Pure functions, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/right.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::access {

// `auth can-i`: a SelfSubjectAccessReview. namespace_name empty: in all namespaces. Of a right to some objects only,
// the first is asked about.
[[nodiscard]] std::vector<std::string> can_i_arguments(const Right& right, std::string_view namespace_name);

// `out` is what it printed. nullopt: it gave no answer; stderr says why.
[[nodiscard]] std::optional<bool> read_can_i(std::string_view out);

// Did it warn on stderr that the API has no such kind of object? Its answer is then about another question.
[[nodiscard]] bool says_no_such_resource(std::string_view err);

// "4.16.0" of `oc`, else "v1.34.2", from what `version --client -o json` prints; empty if neither is there.
[[nodiscard]] std::string read_client_version(std::string_view json);

// "v1.34.2" from what the API server says under /version; empty if it is not there.
[[nodiscard]] std::string read_server_version(std::string_view json);

// Asks the server who the session is: oc's own command, or kubectl's (1.27 and later).
[[nodiscard]] std::vector<std::string> who_am_i_arguments(std::string_view tool);
// The name, from what either prints; empty if it is not there.
[[nodiscard]] std::string read_who_am_i(std::string_view out);

// Makes the tool tell the headers of one small answer on stderr.
[[nodiscard]] std::vector<std::string> server_time_arguments();
// The header Date (RFC 9110, IMF-fixdate) in what it told; nullopt: there is none.
[[nodiscard]] std::optional<Timestamp> read_server_time(std::string_view err);

}  // namespace oomscan::access
