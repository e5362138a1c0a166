#include "cli/fault.hpp"

#include <cstddef>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::cli {
namespace {

constexpr std::size_t kQuotedBytesMax = 120;

std::string rendered(std::string_view kind, const Fault& fault) {
  std::string text = fmt::format("{}: {}\n", kind, fault.message);
  std::size_t begin = 0;
  while (begin < fault.excerpt.size()) {
    const std::size_t end = fault.excerpt.find('\n', begin);
    text += fmt::format("    {}\n", fault.excerpt.substr(begin, end - begin));
    begin = end == std::string::npos ? fault.excerpt.size() : end + 1;
  }
  if (!fault.hint.empty()) text += fmt::format("hint: {}\n", fault.hint);
  return text;
}

}  // namespace

std::string render(const Fault& fault) { return rendered("error", fault); }

std::string render_warning(const Fault& fault) { return rendered("warning", fault); }

std::string in_quotes(std::string_view text) { return fmt::format("'{}'", printable(text, kQuotedBytesMax)); }

}  // namespace oomscan::cli
