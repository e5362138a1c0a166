// Foreign text made safe for terminals, for UTF-8, for addresses and for queries.
#include <string>

#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/names.hpp"
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
