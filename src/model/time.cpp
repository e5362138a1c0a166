#include "oomscan/model/time.hpp"

#include <fmt/format.h>

namespace oomscan {
namespace {

// Go's zero time.Time is 0001-01-01T00:00:00Z: the API's way to say "unknown".
constexpr Timestamp kFirstTime = std::chrono::sys_days{std::chrono::year{2} / 1 / 1};
constexpr Timestamp kAfterLastTime = std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1};

// Reads exactly `digits` decimal digits at `pos` and moves past them; -1 if they are not there.
int take_number(std::string_view text, std::size_t& pos, std::size_t digits) {
  if (text.size() < pos + digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const char c = text[pos + i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  pos += digits;
  return value;
}

bool take_char(std::string_view text, std::size_t& pos, std::string_view any_of) {
  if (pos >= text.size() || any_of.find(text[pos]) == std::string_view::npos) return false;
  ++pos;
  return true;
}

struct CalendarTime {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<Seconds> time;
};

CalendarTime split(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  return {std::chrono::year_month_day{day}, std::chrono::hh_mm_ss<Seconds>{time - day}};
}

std::string format_with(Timestamp time, char separator) {
  const auto [date, clock] = split(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}{}{:02}{}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     separator, clock.minutes().count(), separator, clock.seconds().count());
}

}  // namespace

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
  std::size_t pos = 0;
  const int year = take_number(text, pos, 4);
  if (!take_char(text, pos, "-")) return std::nullopt;
  const int month = take_number(text, pos, 2);
  if (!take_char(text, pos, "-")) return std::nullopt;
  const int day = take_number(text, pos, 2);
  if (!take_char(text, pos, "Tt ")) return std::nullopt;
  const int hour = take_number(text, pos, 2);
  if (!take_char(text, pos, ":")) return std::nullopt;
  const int minute = take_number(text, pos, 2);
  if (!take_char(text, pos, ":")) return std::nullopt;
  const int second = take_number(text, pos, 2);
  if (year < 0 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 60) {
    return std::nullopt;
  }
  if (take_char(text, pos, ".")) {
    if (take_number(text, pos, 1) < 0) return std::nullopt;
    while (take_number(text, pos, 1) >= 0) {
    }
  }
  Seconds offset{0};
  if (!take_char(text, pos, "Zz")) {
    const bool west = pos < text.size() && text[pos] == '-';
    if (!take_char(text, pos, "+-")) return std::nullopt;
    const int offset_hours = take_number(text, pos, 2);
    if (!take_char(text, pos, ":")) return std::nullopt;
    const int offset_minutes = take_number(text, pos, 2);
    if (offset_hours < 0 || offset_hours > 23 || offset_minutes < 0 || offset_minutes > 59) return std::nullopt;
    offset = Seconds{offset_hours * 3600 + offset_minutes * 60};
    if (west) offset = -offset;
  }
  if (pos != text.size()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  const Timestamp time =
      std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} + Seconds{second} - offset;
  // An offset can lead out of the years that can be written.
  if (time < kFirstTime || time >= kAfterLastTime) return std::nullopt;
  return time;
}

std::string format_rfc3339(Timestamp time) { return format_with(time, ':'); }

std::string format_for_file_name(Timestamp time) { return format_with(time, '-'); }

}  // namespace oomscan
