// Foreign text made safe for terminals, for UTF-8, for addresses and for queries.
#include <string>

#include "fakes/shell_words.hpp"
#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/names.hpp"
#include "oomscan/model/shell.hpp"
#include "oomscan/model/text.hpp"
#include "prometheus/promql.hpp"
#include "prometheus/server_url.hpp"

using namespace oomscan;

namespace {

void expect_no_controls(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    fuzz::expect(byte >= 0x20 && byte != 0x7f, "no control character is printed");
    const bool c1 = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    fuzz::expect(!c1, "no C1 control character is printed");
  }
  fuzz::expect(valid_utf8(text) == text, "what is printed is UTF-8");
}

// Independent of the table in the model: the ranges that tenants have used to hide text or to turn it around.
bool is_hidden(std::uint32_t c) {
  return c == 0xad || c == 0x34f || c == 0x61c || (c >= 0x115f && c <= 0x1160) || (c >= 0x17b4 && c <= 0x17b5) ||
         (c >= 0x180b && c <= 0x180f) || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || c == 0x2800 || c == 0x3164 || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff ||
         c == 0xffa0 || (c >= 0xfff0 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff) || (c >= 0xe000 && c <= 0xf8ff);
}

void expect_nothing_hidden(std::string_view text, bool lines) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    std::uint32_t c = length == 1 ? first : first & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) c = (c << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3fU);
    fuzz::expect(!is_hidden(c), "no hidden character is shown as itself");
    const bool kept = lines && (c == '\n' || c == '\t' || (c == '\r' && text.substr(i + 1).starts_with('\n')));
    fuzz::expect(kept || (c >= 0x20 && (c < 0x7f || c > 0x9f)), "no control character is shown as itself");
    i += length;
  }
}

void expect_visible_however_cut(std::string_view text) {
  const std::string whole = visible_text(text);
  expect_nothing_hidden(whole, true);
  fuzz::expect(visible_text(whole) == whole, "what is visible stays as it is");
  const std::size_t cut = text.empty() ? 0 : static_cast<unsigned char>(text.front()) % (text.size() + 1);
  VisibleText visible;
  std::string out;
  visible.add(text.substr(0, cut), out);
  visible.add(text.substr(cut), out);
  visible.finish(out);
  fuzz::expect(out == whole, "text in pieces is shown as in one");
}

void expect_one_word(std::string_view text) {
  for (const auto& quoted : {shell_quoted(text), shell_quoted_url(text)}) {
    if (!quoted) continue;
    std::string ascii;  // to the model of a shell, all other characters are letters
    for (const char c : *quoted) ascii += static_cast<unsigned char>(c) < 0x80 ? c : 'x';
    const auto words = fakes::shell_words(ascii);
    fuzz::expect(words && words->size() == 1 && words->front().size() == text.size(), "what is pasted is one word");
    fuzz::expect(text.front() != '-', "what is pasted is no option");
    expect_nothing_hidden(*quoted, false);
  }
}

std::string decoded(std::string_view text) {
  const auto nibble = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'A' + 10); };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      out += static_cast<char>(nibble(text[i + 1]) << 4U | nibble(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::string shown = printable(text);
  expect_no_controls(shown);
  fuzz::expect(printable(shown) == shown, "what is printable stays as it is");
  for (const std::size_t bytes_max : std::initializer_list<std::size_t>{0, 1, 2, 3, 4, 5, 7, 20, 120, 300}) {
    const std::string cut = printable(text, bytes_max);
    expect_no_controls(cut);
    fuzz::expect(cut.size() <= bytes_max, "text is cut to its limit");
    fuzz::expect(shown.size() > bytes_max || cut == shown, "what fits is not cut");
  }
  expect_nothing_hidden(shown, false);
  expect_visible_however_cut(text);
  expect_one_word(text);
  const std::string valid = valid_utf8(text);
  fuzz::expect(valid_utf8(valid) == valid, "valid UTF-8 stays as it is");
  const std::string encoded = percent_encoded(text);
  fuzz::expect(encoded.find_first_of("/?#&+= \"") == std::string::npos, "an encoded name is one part of an address");
  fuzz::expect(decoded(encoded) == text, "an encoded name can be read back");
  fuzz::expect(decoded(prometheus::query_encoded(text)) == text, "an encoded query can be read back");
  const std::string quoted = prometheus::quoted(text);
  fuzz::expect(quoted.size() >= 2 && quoted.front() == '"' && quoted.back() == '"', "a literal is in quotes");
  bool escaped = false;
  for (const char c : std::string_view(quoted).substr(1, quoted.size() - 2)) {
    fuzz::expect(escaped || c != '"', "a foreign name does not end its literal");
    escaped = !escaped && c == '\\';
  }
  fuzz::expect(!escaped, "a foreign name does not escape the end of its literal");
  return 0;
}
