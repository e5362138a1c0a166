#include "prometheus/bearer_token.hpp"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::prometheus {
namespace {

constexpr std::size_t kTokenBytesMax = std::size_t{64} << 10;
constexpr std::string_view kWhiteSpace = " \t\r\n";

Error wrong(const std::string& path, std::string_view why) {
  return {ErrorKind::config, fmt::format("the token file '{}' {}", printable(path, 300), why),
          "--prometheus-token-file takes a file that holds one bearer token and nothing else"};
}

}  // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

Result<std::string> read_token_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return wrong(path, "cannot be opened");
  std::string text(kTokenBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return wrong(path, "cannot be read");
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kTokenBytesMax) return wrong(path, "is too long for a token");
  const std::size_t first = text.find_first_not_of(kWhiteSpace);
  if (first == std::string::npos) return wrong(path, "is empty");
  std::string token = text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
  if (!is_token(token)) return wrong(path, "holds more than one token");
  return token;
}

}  // namespace oomscan::prometheus
