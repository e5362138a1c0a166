// Points in time as the Kubernetes API gives them: UTC, whole seconds.
// Pure functions, safe from any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace oomscan {

using Timestamp = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;

// RFC 3339 as the API writes it ("2025-12-12T05:25:40Z", MicroTime with a fraction, numeric offsets).
// A fraction is cut off. nullopt for anything else, and for the API's zero time (year 1), which means "unknown".
[[nodiscard]] std::optional<Timestamp> parse_rfc3339(std::string_view text);

// "2025-12-12T05:25:40Z"
[[nodiscard]] std::string format_rfc3339(Timestamp time);

// "2025-12-12T05-25-40Z": the same, fit for a file name.
[[nodiscard]] std::string format_for_file_name(Timestamp time);

// The look-back of a scan, both ends included.
struct TimeRange {
  std::string requested;  // as the user wrote it: "7d"
  Timestamp from{};
  Timestamp to{};

  [[nodiscard]] bool contains(Timestamp time) const { return from <= time && time <= to; }
};

}  // namespace oomscan
