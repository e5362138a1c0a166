// The server's side of TLS: its certificate, and client certificates as a way to say who one is. Thread-safe.
#pragma once

#include <string>

#include <openssl/ssl.h>

#include "fleet_sim/certificates.hpp"

namespace oomscan::fleet_sim {

// Client certificates are asked for and may be missing; those of another authority break the handshake.
[[nodiscard]] bool configure_tls(SSL_CTX& context, const Certificate& server, const std::string& client_authority_pem);

// The common name of the verified client certificate; empty if there is none, or no TLS.
[[nodiscard]] std::string certificate_user(const SSL* connection);

}  // namespace oomscan::fleet_sim
