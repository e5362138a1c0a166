#include "cli/patterns.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <re2/re2.h>

#include "cli/possible_names.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::cli {
namespace {

// Walks a pattern character by character, knowing what is escaped and what stands in a class.
class Walk {
 public:
  explicit Walk(std::string_view pattern) : pattern_(pattern) {}

  // Goes past the next character. Returns whether it is one of the syntax: neither escaped nor within a class.
  bool step() {
    const char c = pattern_[place_++];
    if (c == '\\') {
      if (!done()) ++place_;
      return false;
    }
    if (in_class()) {
      // "[]a]" and "[^]a]": a bracket that comes first is a member.
      const std::size_t first = class_begin_ + (pattern_.substr(class_begin_ + 1).starts_with('^') ? 2 : 1);
      if (c == '[' && pattern_.substr(place_).starts_with(':')) {
        const std::size_t end = pattern_.find(":]", place_ + 1);
        if (end != pattern_.npos) place_ = end + 2;
      } else if (c == ']' && place_ - 1 != first) {
        class_begin_ = std::string_view::npos;
      }
      return false;
    }
    if (c == '[') class_begin_ = place_ - 1;
    return true;
  }

  [[nodiscard]] bool done() const { return place_ >= pattern_.size(); }
  [[nodiscard]] std::size_t place() const { return place_; }  // of what comes next
  [[nodiscard]] bool in_class() const { return class_begin_ != std::string_view::npos; }

 private:
  std::string_view pattern_;
  std::size_t place_ = 0;
  std::size_t class_begin_ = std::string_view::npos;  // of its '['; npos: not in a class
};

struct Span {
  std::size_t begin = 0;
  std::size_t size = 1;
};

RE2::Options quiet_options() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

std::optional<Span> unclosed_parenthesis(const std::string& pattern) {
  std::vector<std::size_t> open;
  for (Walk walk(pattern); !walk.done();) {
    const std::size_t place = walk.place();
    if (!walk.step()) continue;
    if (pattern[place] == '(') open.push_back(place);
    if (pattern[place] == ')' && !open.empty()) open.pop_back();
  }
  if (open.empty()) return std::nullopt;
  return Span{open.back(), 1};
}

// RE2 names the offending text but not where it stands. It reads from the left, so it is the first place up to which
// the pattern fails in the same way.
std::optional<Span> locate(const std::string& pattern, const RE2& compiled) {
  const std::string& text = compiled.error_arg();
  switch (compiled.error_code()) {
    case RE2::ErrorMissingParen:
      return unclosed_parenthesis(pattern);
    case RE2::ErrorTrailingBackslash:
      return Span{pattern.size() - 1, 1};
    case RE2::ErrorUnexpectedParen:
      for (std::size_t place = pattern.find(')'); place != pattern.npos; place = pattern.find(')', place + 1)) {
        const RE2 beginning(pattern.substr(0, place + 1), quiet_options());
        if (beginning.error_code() == RE2::ErrorUnexpectedParen) return Span{place, 1};
      }
      return std::nullopt;
    default:
      break;
  }
  if (text.empty()) return std::nullopt;
  for (std::size_t place = pattern.find(text); place != pattern.npos; place = pattern.find(text, place + 1)) {
    const RE2 beginning(pattern.substr(0, place + text.size()), quiet_options());
    if (beginning.error_code() == compiled.error_code() && beginning.error_arg() == text)
      return Span{place, text.size()};
  }
  const std::size_t only = pattern.find(text);
  if (only == pattern.npos || pattern.find(text, only + 1) != pattern.npos) return std::nullopt;
  return Span{only, text.size()};
}

// RE2's "missing ]: [a-z" without the text that the caret points at.
std::string reason(const RE2& compiled) {
  std::string text = compiled.error();
  const std::string tail = ": " + compiled.error_arg();
  if (!compiled.error_arg().empty() && text.ends_with(tail)) text.resize(text.size() - tail.size());
  return printable(text);
}

std::string hint_for(const std::string& pattern, const RE2& compiled) {
  const std::string& text = compiled.error_arg();
  switch (compiled.error_code()) {
    case RE2::ErrorBadPerlOp:
    case RE2::ErrorBadNamedCapture:
      if (text == "(?=" || text == "(?!" || text == "(?<") {
        return "RE2 has no look-ahead and no look-behind; say with '--exclude-ns' what must not match";
      }
      return "RE2 does not know this group; plain groups are written '(...)'";
    case RE2::ErrorBadEscape:
      if (text.size() == 2 && text[1] >= '1' && text[1] <= '9') return "RE2 has no backreferences; write the text out";
      return "no name of a namespace holds a backslash: leave it out";
    case RE2::ErrorRepeatArgument:
      if (pattern.starts_with('*')) {
        return "patterns are regular expressions, not shell globs: they match anywhere in the name, and '.*' is any "
               "text";
      }
      return "'*', '+', '?' and '{' say how often what stands before them may come; no name holds them";
    case RE2::ErrorRepeatSize:
      return "a repetition is '{from,to}' and goes up to 1000";
    case RE2::ErrorMissingParen:
    case RE2::ErrorMissingBracket:
    case RE2::ErrorUnexpectedParen:
      return "close what is open, and open what is closed; no name of a namespace holds brackets";
    default:
      return "the syntax is RE2's: https://github.com/google/re2/wiki/Syntax";
  }
}

// Columns that text takes on a terminal, near enough: one for each character.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

std::vector<std::string> split_patterns(std::string_view text) {
  std::vector<std::string> patterns;
  std::size_t begin = 0;
  std::size_t depth = 0;
  for (Walk walk(text); !walk.done();) {
    const std::size_t place = walk.place();
    if (!walk.step() || walk.in_class()) continue;
    const char c = text[place];
    if (c == '(' || c == '{') ++depth;
    if ((c == ')' || c == '}') && depth > 0) --depth;
    if (c != ',' || depth > 0) continue;
    patterns.emplace_back(text.substr(begin, place - begin));
    begin = place + 1;
  }
  patterns.emplace_back(text.substr(begin));
  return patterns;
}

std::optional<Fault> check_pattern(const std::string& pattern, std::string_view subject) {
  if (pattern.size() > kPatternBytesMax) {
    return Fault{fmt::format("{}: a pattern of {} bytes is too long", subject, pattern.size()), "",
                 fmt::format("a pattern has at most {} bytes; give several, joined with commas", kPatternBytesMax)};
  }
  const RE2 compiled(pattern, quiet_options());
  if (compiled.ok() && can_match_a_name(pattern)) return std::nullopt;
  if (compiled.ok()) {
    // An element of an array in a configuration file is one pattern, whatever it holds.
    if (split_patterns(pattern).size() > 1) {
      return Fault{fmt::format("{}: no namespace can match {}", subject, in_quotes(pattern)), "",
                   "write each pattern as an element of its own: [\"a\", \"b\"]"};
    }
    const std::string meant = possible_pattern(pattern);
    return Fault{fmt::format("{}: no namespace can match {}", subject, in_quotes(pattern)), "",
                 meant.empty() ? "names of namespaces are lower-case letters, digits and '-'"
                               : fmt::format("did you mean '{}'? names are lower-case letters, digits and '-'", meant)};
  }
  std::string excerpt = printable(pattern);
  if (const std::optional<Span> span = locate(pattern, compiled)) {
    const std::size_t before = columns(printable(std::string_view(pattern).substr(0, span->begin)));
    const std::size_t under = columns(printable(std::string_view(pattern).substr(span->begin, span->size)));
    excerpt += "\n" + std::string(before, ' ') + "^" + std::string(under > 0 ? under - 1 : 0, '~');
  }
  return Fault{fmt::format("{}: not a valid pattern: {}", subject, reason(compiled)), std::move(excerpt),
               hint_for(pattern, compiled)};
}

}  // namespace oomscan::cli
