// "did you mean": which known word was probably meant. Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace oomscan::cli {

// Edits (insert, delete, replace, swap of neighbours) between two words, case ignored.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// The known words nearest to `word`, best first, at most three: those within a third of its length of edits, or else
// those that it begins. Empty: nothing is near.
[[nodiscard]] std::vector<std::string> nearest(std::string_view word, std::span<const std::string> known);

// "did you mean '--a' or '--b'?", with `prefix` before each; empty if nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string> known,
                                       std::string_view prefix = "");

}  // namespace oomscan::cli
