#include "http/response_head.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include <curl/curl.h>

#include "oomscan/model/names.hpp"

namespace oomscan::http {
namespace {

constexpr std::chrono::seconds kRetryAfterMax = std::chrono::hours{24};

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

}  // namespace

std::string bare_content_type(std::string_view value) {
  std::string type(trimmed(value.substr(0, value.find(';'))));
  std::transform(type.begin(), type.end(), type.begin(), lower);
  return type;
}

std::optional<std::chrono::seconds> parse_retry_after(const std::string& value, std::time_t now) {
  const std::string_view text = trimmed(value);
  const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  std::int64_t seconds = 0;
  if (is_number) {
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (parsed.ec != std::errc{}) return kRetryAfterMax;
  } else {
    const std::time_t date = ::curl_getdate(value.c_str(), nullptr);
    if (date < 0) return std::nullopt;
    seconds = static_cast<std::int64_t>(date) - static_cast<std::int64_t>(now);
  }
  return std::clamp(std::chrono::seconds{seconds}, std::chrono::seconds{0}, kRetryAfterMax);
}

std::optional<Timestamp> parse_http_date(const std::string& value) {
  const std::time_t date = ::curl_getdate(value.c_str(), nullptr);
  if (date < 0) return std::nullopt;
  return Timestamp{Seconds{date}};
}

}  // namespace oomscan::http
