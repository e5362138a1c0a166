// Addresses: taken apart, put together, never holding a credential.
// Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"

namespace oomscan::prometheus {

struct ServerUrl {
  std::string origin;     // "https://prometheus.example:9090"
  std::string base_path;  // "/base", or empty; no trailing slash
  bool tls = false;
};

// usage: not http or https, no host, a user name or password in it, a query or fragment, or bytes that no URL has.
// The message never repeats the text, which may hold a password.
[[nodiscard]] Result<ServerUrl> parse_server_url(std::string_view text);

// A value in a query string, as short as Go's net/url reads it back: a space is '+', and delimiters that mean nothing
// within a value stay.
[[nodiscard]] std::string query_encoded(std::string_view text);

}  // namespace oomscan::prometheus
