#include "terminal/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::terminal {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

std::string with_rest(std::string text, std::int64_t rest, std::string_view unit) {
  return rest == 0 ? text : fmt::format("{} {} {}", text, rest, unit);
}

}  // namespace

std::string grouped(std::int64_t number) {
  std::string digits = fmt::to_string(number);
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t end = digits.size(); end > first + 3;) {
    end -= 3;
    digits.insert(end, ",");
  }
  return digits;
}

std::string counted(std::int64_t number, std::string_view one) {
  return fmt::format("{} {}{}", grouped(number), one, number == 1 ? "" : "s");
}

std::string span(Seconds length) {
  const std::int64_t seconds = std::max<std::int64_t>(length.count(), 0);
  if (seconds < kMinute) return fmt::format("{} s", seconds);
  if (seconds < kHour) return fmt::format("{} min", seconds / kMinute);
  if (seconds < kDay) return with_rest(fmt::format("{} h", seconds / kHour), seconds % kHour / kMinute, "min");
  return with_rest(counted(seconds / kDay, "day"), seconds % kDay / kHour, "h");
}

std::string ago(Timestamp then, Timestamp now) {
  // A cluster's clock may be a little ahead of ours.
  constexpr std::int64_t kJustNow = 5;
  const std::int64_t seconds = (now - then).count();
  if (seconds < kJustNow) return "just now";
  if (seconds < kMinute) return fmt::format("{} s ago", seconds);
  if (seconds < kHour) return fmt::format("{} min ago", seconds / kMinute);
  if (seconds < 2 * kDay) return fmt::format("{} h ago", seconds / kHour);
  return fmt::format("{} days ago", seconds / kDay);
}

std::string elapsed(std::chrono::milliseconds length) {
  const std::int64_t tenths = std::max<std::int64_t>(length.count(), 0) / 100;
  if (tenths < kMinute * 10) return fmt::format("{}.{} s", tenths / 10, tenths % 10);
  const std::int64_t seconds = tenths / 10;
  return with_rest(fmt::format("{} min", seconds / kMinute), seconds % kMinute, "s");
}

std::string clock_time(Timestamp time, Timestamp now) {
  const std::string text = format_rfc3339(time);  // 2025-12-12T04:12:09Z
  const std::string hours = text.substr(11, 5) + " UTC";
  return text.substr(0, 10) == format_rfc3339(now).substr(0, 10) ? hours : text.substr(0, 10) + " " + hours;
}

}  // namespace oomscan::terminal
