#include "oomscan/model/shell.hpp"

#include <algorithm>

#include "oomscan/model/text.hpp"

namespace oomscan {
namespace {

// No shell (sh, bash, zsh, fish) gives these a meaning within a word. '~' and '=' have one at a word's beginning or
// after it in zsh; '{', '}', '^' and '!' in some.
constexpr bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"-_.:/@,+"}.find(c) != std::string_view::npos;
}

}  // namespace

std::optional<std::string> shell_quoted(std::string_view text) {
  if (text.empty() || text.size() > kShellWordBytesMax || text.front() == '-') return std::nullopt;
  if (std::all_of(text.begin(), text.end(), is_plain)) return std::string{text};
  if (printable(text) != text) return std::nullopt;
  // A quote inside would have to be spliced in, which fish reads otherwise, and a redactor that replaces half of the
  // splice would turn the rest of the word into commands.
  if (text.find('\'') != std::string_view::npos || text.back() == '\\') return std::nullopt;
  std::string word = "'";
  word += text;
  word += "'";
  return word;
}

std::optional<std::string> shell_quoted_url(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) return std::nullopt;
  return shell_quoted(text);
}

}  // namespace oomscan
