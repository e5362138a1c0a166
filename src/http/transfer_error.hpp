// What a failed transfer means, in the words of a user.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"

namespace oomscan::http {

struct FailedTransfer {
  int curl_code = 0;         // CURLcode
  long error_number = 0;     // errno of the failed connect, or 0
  std::string peer;          // who was asked: "'prometheus.example'" or "'/run/.../socket'", printable, without secrets
  std::string_view details;  // libcurl's own words; may be empty
  std::chrono::milliseconds timeout{0};
};

[[nodiscard]] Error transfer_error(const FailedTransfer& failed);

// "'host:port'" of "https://user:secret@host:port/path", or the socket's path: without user and password.
[[nodiscard]] std::string peer_name(std::string_view base_url, std::string_view unix_socket_path);

}  // namespace oomscan::http
