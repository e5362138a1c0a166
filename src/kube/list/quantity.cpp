#include "kube/list/quantity.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <limits>
#include <system_error>

namespace oomscan::kube {
namespace {

// 64 bits times 2^60 must not overflow, and "1.1k" must be 1100 exactly: no floating point here.
__extension__ using Wide = unsigned __int128;

constexpr Wide kMost = static_cast<Wide>(std::numeric_limits<std::int64_t>::max());
constexpr int kDigitsMax = 18;
constexpr int kExponentMax = 60;

struct Suffix {
  std::string_view name;
  int power_of_two;
  int power_of_ten;
};
constexpr std::array kSuffixes{
    Suffix{"", 0, 0},    Suffix{"Ki", 10, 0}, Suffix{"Mi", 20, 0}, Suffix{"Gi", 30, 0},
    Suffix{"Ti", 40, 0}, Suffix{"Pi", 50, 0}, Suffix{"Ei", 60, 0}, Suffix{"n", 0, -9},
    Suffix{"u", 0, -6},  Suffix{"m", 0, -3},  Suffix{"k", 0, 3},   Suffix{"M", 0, 6},
    Suffix{"G", 0, 9},   Suffix{"T", 0, 12},  Suffix{"P", 0, 15},  Suffix{"E", 0, 18},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits and their decimal exponent; leaves the suffix in `text`. Digits past kDigitsMax only make `inexact`.
struct Mantissa {
  Wide digits = 0;
  int exponent = 0;
  bool inexact = false;
};
std::optional<Mantissa> take_number(std::string_view& text) {
  Mantissa number;
  int kept = 0;
  bool any = false;
  bool fraction = false;
  std::size_t pos = 0;
  for (; pos < text.size(); ++pos) {
    const char c = text[pos];
    if (c == '.' && !fraction) {
      fraction = true;
      continue;
    }
    if (!is_digit(c)) break;
    any = true;
    if (kept < kDigitsMax) {
      number.digits = number.digits * 10 + static_cast<unsigned>(c - '0');
      if (number.digits != 0) ++kept;
      if (fraction) --number.exponent;
    } else {
      if (c != '0') number.inexact = true;
      if (!fraction) ++number.exponent;
    }
    if (number.exponent > kExponentMax || number.exponent < -kExponentMax) return std::nullopt;
  }
  if (!any) return std::nullopt;
  text.remove_prefix(pos);
  return number;
}

std::optional<Suffix> suffix_of(std::string_view text) {
  for (const auto& suffix : kSuffixes) {
    if (suffix.name == text) return suffix;
  }
  // "1e9", "1E-3": an exponent; "12E" alone is exa, and was found above.
  if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) return std::nullopt;
  text.remove_prefix(text[1] == '+' ? 2 : 1);
  int exponent = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (text.empty() || failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (exponent > kExponentMax || exponent < -kExponentMax) return std::nullopt;
  return Suffix{"", 0, exponent};
}

}  // namespace

std::optional<std::int64_t> parse_bytes(std::string_view quantity) {
  if (!quantity.empty() && quantity.front() == '+') quantity.remove_prefix(1);
  const auto number = take_number(quantity);
  if (!number) return std::nullopt;
  const auto suffix = suffix_of(quantity);
  if (!suffix) return std::nullopt;

  Wide value = number->digits << static_cast<unsigned>(suffix->power_of_two);  // < 10^18 * 2^60 < 2^120
  bool round_up = number->inexact;
  int exponent = number->exponent + suffix->power_of_ten;
  for (; exponent > 0 && value != 0; --exponent) {
    if (value > kMost) break;
    value *= 10;
  }
  for (; exponent < 0; ++exponent) {
    round_up = round_up || value % 10 != 0;
    value /= 10;
  }
  if (round_up) ++value;
  return static_cast<std::int64_t>(value > kMost ? kMost : value);
}

}  // namespace oomscan::kube
