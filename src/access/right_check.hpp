// A granted right as a line of a checkup. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "access/granted_right.hpp"
#include "oomscan/model/checkup.hpp"

namespace oomscan::access {

// `namespaces`: how many a scan would read. The remedies are those that the user has alone; whoever asks adds the
// administrator's.
[[nodiscard]] Check check_of(const GrantedRight& granted, std::size_t namespaces);

// "a, b, c and 97 more"
[[nodiscard]] std::string some_of(const std::vector<std::string>& names);

}  // namespace oomscan::access
