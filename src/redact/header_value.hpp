// Credentials of HTTP headers: Authorization in its forms, Bearer and Basic wherever they stand, and the "auth" of a
// registry's configuration.
#pragma once

#include <cstddef>

#include "redact/scene.hpp"

namespace oomscan::redact {

// Each: `at` is where a word may begin. Returns where to go on, at least at + 1.
std::size_t match_bearer(Scene& scene, std::size_t at);
std::size_t match_basic(Scene& scene, std::size_t at);
std::size_t match_authorization(Scene& scene, std::size_t at);
std::size_t match_registry_auth(Scene& scene, std::size_t at);

}  // namespace oomscan::redact
