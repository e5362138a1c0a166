// Keys that say that their value is a secret, in the forms that logs, YAML, JSON, flags, queries, XML and kubectl's
// describe write them.
#pragma once

#include <cstddef>

#include "redact/scene.hpp"

namespace oomscan::redact {

// `at` is inside of a word that may be (a part of) such a key. Returns where to go on: after the value, or at + 1.
std::size_t match_pair(Scene& scene, std::size_t at);

// `at`: where "identified by 'x'" of SQL may begin.
std::size_t match_sql_identified(Scene& scene, std::size_t at);

}  // namespace oomscan::redact
