// RE2 patterns as users write them: taking lists apart, and saying what is wrong with a pattern and where.
// Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/fault.hpp"

namespace oomscan::cli {

// A namespace's name has at most 63 characters; a longer pattern than this is a mistake.
inline constexpr std::size_t kPatternBytesMax = 1000;

// "a{1,3},b" → "a{1,3}", "b": commas inside {}, [] and () and after a backslash belong to the pattern.
[[nodiscard]] std::vector<std::string> split_patterns(std::string_view text);

// nullopt: RE2 with its default options compiles it, and some name may match. Else the fault, pointing at the offending
// part. `subject` names where the pattern stands.
[[nodiscard]] std::optional<Fault> check_pattern(const std::string& pattern, std::string_view subject);

}  // namespace oomscan::cli
