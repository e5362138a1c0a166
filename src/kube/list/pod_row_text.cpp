#include "kube/list/pod_row_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace oomscan::kube {
namespace {

struct Unit {
  char letter;
  std::int64_t seconds;
};
constexpr std::array<Unit, 5> kUnits{{{'y', 365 * 86'400}, {'d', 86'400}, {'h', 3'600}, {'m', 60}, {'s', 1}}};

constexpr std::string_view kAgeBegins = " (";
constexpr std::string_view kAgeEnds = " ago)";

// Takes digits off the front.
std::optional<std::int64_t> take_number(std::string_view& text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number > kCellNumberMax) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

}  // namespace

std::optional<Readiness> parse_readiness(std::string_view cell) {
  const auto ready = take_number(cell);
  if (!ready || !cell.starts_with('/')) return std::nullopt;
  cell.remove_prefix(1);
  const auto containers = take_number(cell);
  if (!containers || !cell.empty()) return std::nullopt;
  return Readiness{*ready, *containers};
}

std::optional<Restarts> parse_restarts(std::string_view cell) {
  const auto count = take_number(cell);
  if (!count) return std::nullopt;
  Restarts restarts{*count};
  if (cell.empty()) return restarts;
  if (cell.front() != ' ') return std::nullopt;
  if (cell.starts_with(kAgeBegins) && cell.ends_with(kAgeEnds)) {
    cell.remove_prefix(kAgeBegins.size());
    cell.remove_suffix(std::min(cell.size(), kAgeEnds.size()));
    restarts.last_ago = parse_age(cell);
  }
  return restarts;
}

std::optional<Seconds> parse_age(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  const Unit* coarser = nullptr;
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number || text.empty()) return std::nullopt;
    const auto* const unit =
        std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& each) { return each.letter == text.front(); });
    // Each unit once, the coarsest first.
    if (unit == kUnits.end() || (coarser != nullptr && unit <= coarser)) return std::nullopt;
    coarser = unit;
    seconds += *number * unit->seconds;
    text.remove_prefix(1);
  }
  return Seconds{seconds};
}

}  // namespace oomscan::kube
