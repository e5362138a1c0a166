// Passwords that a tool takes as a short option, or by their place: `curl -u app:X`, `mysql -pX`, `sqlplus app/X@db`.
#pragma once

#include <cstddef>

#include "redact/scene.hpp"

namespace oomscan::redact {

// `at`: where the tool's name may begin. Looks at no more than its line, 512 bytes of it. Returns where to go on.
std::size_t match_command(Scene& scene, std::size_t at);

// `at`: the colon of ":thin:" in "jdbc:oracle:thin:app/X@//db:1521/XE".
std::size_t match_oracle_address(Scene& scene, std::size_t at);

}  // namespace oomscan::redact
