#include "http/transfer_error.hpp"

#include <cerrno>
#include <cstring>

#include <curl/curl.h>
#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "oomscan/posix/system_error.hpp"

namespace oomscan::http {
namespace {

constexpr std::size_t kDetailsBytesMax = 300;

std::string with_details(std::string message, std::string_view details) {
  if (details.empty()) return message;
  return fmt::format("{} ({})", message, printable(details, kDetailsBytesMax));
}

Error not_connected(const FailedTransfer& failed) {
  const int reason = static_cast<int>(failed.error_number);
  if (reason == ECONNREFUSED) {
    return {ErrorKind::unreachable, fmt::format("connection to {} refused", failed.peer),
            "check that the server runs and that address and port are right"};
  }
  if (reason != 0) {
    return {ErrorKind::unreachable, fmt::format("cannot connect to {}: {}", failed.peer, reason_of(reason)),
            "check network, VPN and firewall"};
  }
  return {ErrorKind::unreachable, with_details(fmt::format("cannot connect to {}", failed.peer), failed.details),
          "check network, VPN and firewall"};
}

}  // namespace

std::string peer_name(std::string_view base_url, std::string_view unix_socket_path) {
  if (!unix_socket_path.empty()) return fmt::format("'{}'", printable(unix_socket_path));
  if (const auto scheme = base_url.find("://"); scheme != std::string_view::npos) base_url.remove_prefix(scheme + 3);
  base_url = base_url.substr(0, base_url.find_first_of("/?#"));
  if (const auto user = base_url.rfind('@'); user != std::string_view::npos) base_url.remove_prefix(user + 1);
  return fmt::format("'{}'", printable(base_url));
}

Error transfer_error(const FailedTransfer& failed) {
  switch (failed.curl_code) {
    case CURLE_COULDNT_CONNECT:
      return not_connected(failed);
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorKind::unreachable, fmt::format("the name {} could not be resolved", failed.peer),
              "check its spelling, DNS and VPN"};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {ErrorKind::unreachable, fmt::format("the name of the proxy for {} could not be resolved", failed.peer),
              "check HTTPS_PROXY and NO_PROXY"};
    case CURLE_OPERATION_TIMEDOUT:
      return {ErrorKind::timed_out,
              fmt::format("no whole answer from {} within {} s", failed.peer,
                          static_cast<double>(failed.timeout.count()) / 1'000.0),
              "raise --timeout"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return {ErrorKind::unreachable,
              with_details(fmt::format("the certificate of {} is not trusted", failed.peer), failed.details),
              "add its certificate authority to the trusted ones of this system"};
    case CURLE_SSL_CACERT_BADFILE:
      return {ErrorKind::config, "the file of certificate authorities cannot be read", "check its path and content"};
    case CURLE_SSL_CONNECT_ERROR:
      return {ErrorKind::unreachable,
              with_details(fmt::format("no secure connection to {}", failed.peer), failed.details),
              "check that the server speaks TLS at this port"};
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return {ErrorKind::unreachable,
              fmt::format("the connection to {} broke before the answer was whole", failed.peer), ""};
    case CURLE_OUT_OF_MEMORY:
      return {ErrorKind::io, "out of memory", "do less at once"};
    case CURLE_URL_MALFORMAT:
      return {ErrorKind::usage, fmt::format("{} is not an address", failed.peer), "give a URL: https://host:port"};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
      return {ErrorKind::bad_answer,
              with_details(fmt::format("the answer of {} is not HTTP", failed.peer), failed.details),
              "check that the address is that of an HTTP server"};
    default:
      return {ErrorKind::unreachable,
              with_details(fmt::format("asking {}: {}", failed.peer,
                                       ::curl_easy_strerror(static_cast<CURLcode>(failed.curl_code))),
                           failed.details),
              ""};
  }
}

}  // namespace oomscan::http
