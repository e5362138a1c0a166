#include "cli/values.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "oomscan/model/names.hpp"

namespace oomscan::cli {
namespace {

// Far beyond the bound, and far from overflow with any unit.
constexpr std::int64_t kTimeRangeCountMax = 1'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::int64_t seconds_of(char unit) {
  switch (unit) {
    case 's':
      return 1;
    case 'm':
      return 60;
    case 'h':
      return 3600;
    case 'd':
      return 86400;
    case 'M':
      return std::int64_t{30} * 86400;
    default:
      return 0;
  }
}

}  // namespace

std::optional<std::int64_t> parse_number(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Seconds> parse_time_range(std::string_view text) {
  if (text.size() < 2 || !is_digit(text.front())) return std::nullopt;
  const std::int64_t unit = seconds_of(text.back());
  const std::optional<std::int64_t> count = parse_number(text.substr(0, text.size() - 1));
  if (unit == 0 || !count || *count > kTimeRangeCountMax) return std::nullopt;
  return Seconds{*count * unit};
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t comma = text.find(',');
    parts.emplace_back(trimmed(text.substr(0, comma)));
    if (comma == text.npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

std::optional<std::string> fault_of_url(std::string_view url) {
  const std::size_t scheme = url.starts_with("http://") ? 7 : url.starts_with("https://") ? 8 : 0;
  if (scheme == 0) return "must begin with 'http://' or 'https://'";
  const std::string_view rest = url.substr(scheme);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.find('@') != authority.npos) return "must not hold a user name or password";
  if (rest.find_first_of("?#") != rest.npos) return "must not have a query or fragment";
  const bool host = !authority.empty() && authority.front() != ':';
  if (!host) return "names no host";
  const bool printable_ascii = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!printable_ascii) return "holds blanks or characters that are not ASCII";
  return std::nullopt;
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace oomscan::cli
