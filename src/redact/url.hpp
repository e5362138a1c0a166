// Passwords in addresses: scheme://user:password@host, user:password@tcp(host), and webhooks whose path is the secret.
#pragma once

#include <cstddef>

#include "redact/scene.hpp"

namespace oomscan::redact {

// `at`: where "://" or ":\/\/" may stand.
std::size_t match_url(Scene& scene, std::size_t at);

// `at`: where "@tcp(" or "@unix(" may stand, as in the addresses of Go's MySQL driver.
std::size_t match_driver_address(Scene& scene, std::size_t at);

}  // namespace oomscan::redact
