// HTTP through libcurl behind the port HttpConnector: unix socket or TCP, HTTP/1.1, connections reused.
#pragma once

#include <memory>

#include "oomscan/ports/http_client.hpp"

namespace oomscan::http {

// Certificates are always verified; redirects are not followed (they could carry the token elsewhere). Proxies from the
// environment are used for TCP only. The program ignores SIGPIPE: TLS writes to connections that the server has closed.
// Clients may outlive the connector; no request may outlive its client.
[[nodiscard]] std::unique_ptr<HttpConnector> make_http_connector();

}  // namespace oomscan::http
