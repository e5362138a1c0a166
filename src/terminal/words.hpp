// Numbers and times as people say them. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "oomscan/model/time.hpp"

namespace oomscan::terminal {

// 14210 -> "14,210"
[[nodiscard]] std::string grouped(std::int64_t number);

// "1 pod", "14,210 pods": `one` gets an s.
[[nodiscard]] std::string counted(std::int64_t number, std::string_view one);

// "45 s", "12 min", "1 h 13 min", "3 days": at most two units, cut, never rounded up. Negative counts as nothing.
[[nodiscard]] std::string span(Seconds length);

// "just now", "12 min ago", "3 h ago", "5 days ago": one unit.
[[nodiscard]] std::string ago(Timestamp then, Timestamp now);

// "0.8 s", "3.1 s", "2 min 5 s"
[[nodiscard]] std::string elapsed(std::chrono::milliseconds length);

// "04:12 UTC" on the day of `now`, else "2025-12-10 04:12 UTC".
[[nodiscard]] std::string clock_time(Timestamp time, Timestamp now);

}  // namespace oomscan::terminal
