// Values of options: times, numbers, lists, addresses. Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/time.hpp"

namespace oomscan::cli {

// Nothing keeps evidence longer: Events live for hours, Prometheus for weeks or months.
inline constexpr Seconds kTimeRangeMax{365 * 86400};
inline constexpr std::string_view kTimeRangeMaxText = "365d";

// A decimal whole number, with a sign or without, and nothing else; too large ones are nullopt too.
[[nodiscard]] std::optional<std::int64_t> parse_number(std::string_view text);

// "30s", "15m", "6h", "7d", "1M" (30 days): digits and a unit. nullopt: not written like that, or beyond what can be
// counted. May be zero or over kTimeRangeMax: the caller says so.
[[nodiscard]] std::optional<Seconds> parse_time_range(std::string_view text);

// "a, b" → "a", "b": without white space around, empty ones kept.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

[[nodiscard]] bool has_control_characters(std::string_view text);

// What is wrong with an http(s) address that a path will be put behind, or nullopt. Never repeats the address: it may
// hold a password.
[[nodiscard]] std::optional<std::string> fault_of_url(std::string_view url);

}  // namespace oomscan::cli
