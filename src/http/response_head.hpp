// What is read out of an answer's header lines.
#pragma once

#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "oomscan/model/time.hpp"

namespace oomscan::http {

// "Application/JSON; charset=utf-8" gives "application/json".
[[nodiscard]] std::string bare_content_type(std::string_view value);

// Retry-After (RFC 9110, 10.2.3): seconds, or a date, of which `now` is taken off. Never negative, at most a day.
// nullopt: neither.
[[nodiscard]] std::optional<std::chrono::seconds> parse_retry_after(const std::string& value, std::time_t now);

// Date (RFC 9110, 6.6.1). nullopt: none, or before 1970.
[[nodiscard]] std::optional<Timestamp> parse_http_date(const std::string& value);

}  // namespace oomscan::http
