#include "cli/possible_names.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include <re2/re2.h>

namespace oomscan::cli {
namespace {

constexpr std::string_view kNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-";

// Reads RE2's syntax (https://github.com/google/re2/wiki/Syntax) as far as it decides which characters must be there:
// an alternation is possible if one of its branches is, a branch if each atom that cannot be left out is.
class Reading {
 public:
  explicit Reading(std::string_view text) : text_(text) {}

  bool possible() {
    const bool result = alternation();
    return result || unsure_;
  }

 private:
  [[nodiscard]] bool done() const { return place_ >= text_.size(); }
  [[nodiscard]] char next() const { return done() ? '\0' : text_[place_]; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(std::min(place_, text_.size())); }

  bool alternation() {
    bool any = sequence();
    while (next() == '|') {
      ++place_;
      any = sequence() || any;
    }
    return any;
  }

  bool sequence() {
    bool all = true;
    while (!done() && next() != '|' && next() != ')') {
      const bool found = atom();
      if (!may_be_left_out() && !found) all = false;
    }
    return all;
  }

  bool atom() {
    const std::size_t begin = place_;
    const char c = text_[place_++];
    if (c == '(') return group();
    if (c == '^' || c == '$' || c == '.') return true;
    if (c == '[') {
      skip_class(begin);
    } else if (c == '\\') {
      if (!skip_escape()) return true;
    } else {
      while (!done() && (static_cast<unsigned char>(next()) & 0xC0U) == 0x80U) ++place_;  // one character of UTF-8
      return matches_a_character(RE2::QuoteMeta(re2::StringPiece(text_.data() + begin, place_ - begin)));
    }
    return matches_a_character(std::string(text_.substr(begin, place_ - begin)));
  }

  bool group() {
    if (rest().starts_with("?P<")) {
      place_ = std::min(text_.find('>', place_), text_.size() - 1) + 1;
    } else if (next() == '?') {
      ++place_;
      while (!done() && next() != ':' && next() != ')') any_case_ = text_[place_++] == 'i' || any_case_;
      if (next() == ')') {
        ++place_;
        return true;  // only flags
      }
      ++place_;
    }
    const bool result = alternation();
    ++place_;  // the ')'
    return result;
  }

  // Goes past the class that begins at `begin`; a bracket that comes first is a member.
  void skip_class(std::size_t begin) {
    if (next() == '^') ++place_;
    const std::size_t first = place_;
    while (!done() && (next() != ']' || place_ == first)) {
      const bool named = rest().starts_with("[:") && text_.find(":]", place_) != text_.npos;
      if (named) {
        place_ = text_.find(":]", place_) + 2;
      } else {
        place_ += std::size_t{next() == '\\' ? 2U : 1U};
      }
    }
    place_ = std::min(std::max(place_ + 1, begin + 1), text_.size());
  }

  // Goes past what a backslash begins. False: it stands for no character ("\b"), or for what is not judged here.
  bool skip_escape() {
    const char c = next();
    ++place_;
    if (c == 'b' || c == 'B' || c == 'A' || c == 'z') return false;
    if (c == 'Q' || c == 'E' || c == 'C' || (c >= '0' && c <= '9')) {
      unsure_ = true;
      return false;
    }
    if (c != 'p' && c != 'P' && c != 'x') return true;
    if (next() == '{') {
      place_ = std::min(text_.find('}', place_), text_.size() - 1) + 1;
    } else {
      place_ += std::size_t{c == 'x' ? 2U : 1U};
    }
    return true;
  }

  // Goes past the repetitions behind an atom: may it be there not at all?
  bool may_be_left_out() {
    bool optional = false;
    for (;;) {
      if (next() == '*' || next() == '?') {
        optional = true;
        ++place_;
      } else if (next() == '+') {
        ++place_;
      } else if (const std::size_t size = size_of_repetition(); size > 0) {
        optional = optional || rest().starts_with("{0");
        place_ += size;
      } else {
        return optional;
      }
    }
  }

  // "{2}", "{2,}", "{2,3}"; else the brace is a character. 0: none.
  [[nodiscard]] std::size_t size_of_repetition() const {
    if (next() != '{') return 0;
    const std::string_view inner = rest().substr(1, rest().find('}') == text_.npos ? 0 : rest().find('}') - 1);
    const bool digits = !inner.empty() && std::isdigit(static_cast<unsigned char>(inner.front())) != 0 &&
                        inner.find_first_not_of("0123456789,") == inner.npos;
    return digits ? inner.size() + 2 : 0;
  }

  [[nodiscard]] bool matches_a_character(const std::string& atom) const {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(!any_case_);
    const RE2 compiled(atom, options);
    if (!compiled.ok()) return true;
    return std::any_of(kNameCharacters.begin(), kNameCharacters.end(),
                       [&](char c) { return RE2::FullMatch(re2::StringPiece(&c, 1), compiled); });
  }

  std::string_view text_;
  std::size_t place_ = 0;
  bool any_case_ = false;
  bool unsure_ = false;
};

}  // namespace

bool can_match_a_name(const std::string& pattern) { return Reading(pattern).possible(); }

std::string possible_pattern(const std::string& pattern) {
  constexpr std::string_view kSyntax = ".*+?[](){}|^$,";
  std::string cleaned;
  for (const char c : pattern) {
    const char lower = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (kNameCharacters.find(lower) != kNameCharacters.npos || kSyntax.find(c) != kSyntax.npos) cleaned += lower;
  }
  RE2::Options quiet;
  quiet.set_log_errors(false);
  const bool good = !cleaned.empty() && RE2(cleaned, quiet).ok() && can_match_a_name(cleaned);
  return good ? cleaned : "";
}

}  // namespace oomscan::cli
