#include "why/log_cause.hpp"

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include <re2/re2.h>

#include "oomscan/model/text.hpp"
#include "why/log_line.hpp"
#include "why/log_rules.hpp"

namespace oomscan::why {
namespace {

LogCause cause_of(LogCategory category, const LogLine& line) {
  return {category, printable(line.text, kCauseLineBytesMax), error_shape(line.text)};
}

// The last line that is not less severe than any other, of those that `speaks` is true for.
template <typename Speaks>
const LogLine* last_of_the_gravest(const std::vector<LogLine>& lines, Speaks speaks) {
  const LogLine* chosen = nullptr;
  for (const LogLine& line : lines) {
    if (line.level == Level::none || !speaks(line)) continue;
    if (chosen == nullptr || line.level >= chosen->level) chosen = &line;
  }
  return chosen;
}

}  // namespace

std::optional<LogCause> log_cause(std::string_view log) {
  const std::vector<LogLine> lines = log_lines(log);
  if (lines.empty()) return std::nullopt;

  const LogLine* memory = nullptr;
  const LogLine* named = nullptr;
  LogCategory category = LogCategory::unknown;
  for (const LogLine& line : lines) {
    if (tells_of_a_database_reached(line.text) && category == LogCategory::database_error) named = nullptr;
    if (line.level == Level::none) continue;
    const auto of_line = category_of(line.text);
    if (!of_line) continue;
    if (*of_line == LogCategory::oom_killed && line.level >= Level::error) {
      if (memory == nullptr) memory = &line;
    } else if (named == nullptr || line.level >= named->level) {
      named = &line;
      category = *of_line;
    }
  }
  if (memory != nullptr) return cause_of(LogCategory::oom_killed, *memory);

  const LogLine* last = last_of_the_gravest(lines, [](const LogLine& line) { return line.tells_of_an_error; });
  // What only warns, or was said while the program was already stopping, is not the cause where something graver is.
  const bool named_last = named != nullptr && named->level >= Level::error && named >= last;
  if (named != nullptr && (last == nullptr || named->level >= last->level || named_last)) {
    return cause_of(category, *named);
  }
  if (last == nullptr) last = last_of_the_gravest(lines, [](const LogLine&) { return true; });
  if (last == nullptr) last = &lines.back();
  return cause_of(LogCategory::unknown, *last);
}

std::string error_shape(std::string_view line) {
  // In this order: what holds numbers before numbers.
  static const std::array<std::pair<std::unique_ptr<RE2>, std::string_view>, 10> kMasks = [] {
    const auto re = [](const char* words) { return std::make_unique<RE2>(words); };
    return std::array<std::pair<std::unique_ptr<RE2>, std::string_view>, 10>{{
        {re(R"(\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z| ?[+-]\d\d:?\d\d)?)"), "<time>"},
        {re(R"(\b\d\d:\d\d:\d\d(?:[.,]\d+)?\b)"), "<time>"},
        {re(R"([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})"), "<id>"},
        {re(R"(\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[[0-9a-fA-F:]{2,}\](?::\d+)?)"), "<address>"},
        {re(R"(\b0x[0-9a-fA-F]+\b)"), "<address>"},
        {re(R"(-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b)"), "-<id>"},
        {re(R"(\b(?:[0-9a-f]*[0-9][0-9a-f]*[a-f][0-9a-f]*|[0-9a-f]*[a-f][0-9a-f]*[0-9][0-9a-f]*)\b)"), "<id>"},
        {re(R"(@[0-9a-f]{4,}\b)"), "@<id>"},
        {re(R"(\d+(?:[.,]\d+)*)"), "<n>"},
        {re(R"(\s+)"), " "},
    }};
  }();
  static const RE2 kPrefix(
      R"(^(?:<time>|[\[\](){}|:,\s-]|<n>|(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|error|warning|fatal)\b[:\]]?)+)");
  std::string shape = printable(line);
  for (const auto& [pattern, mask] : kMasks) {
    RE2::GlobalReplace(&shape, *pattern, re2::StringPiece(mask.data(), mask.size()));
  }
  std::string without = shape;
  RE2::Replace(&without, kPrefix, "");
  return printable(without.empty() ? shape : without, kShapeBytesMax);
}

}  // namespace oomscan::why
