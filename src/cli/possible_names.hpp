// Whether any name of a namespace can match a pattern: quotes, slashes and capitals in it select nothing, ever.
// Pure functions, safe from any thread.
#pragma once

#include <string>

namespace oomscan::cli {

// `pattern` compiles as RE2. False only if it is certain that no text of lower-case letters, digits and '-' holds a
// match; a pattern that is too clever to be judged is taken for possible.
[[nodiscard]] bool can_match_a_name(const std::string& pattern);

// The pattern in lower case, without the characters that no name holds ("\"payments\"" → "payments"); empty if that is
// no pattern, or cannot match either.
[[nodiscard]] std::string possible_pattern(const std::string& pattern);

}  // namespace oomscan::cli
