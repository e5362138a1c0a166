// Private keys in PEM, as files, log lines, JSON strings and environments hold them: with real or written-out line
// breaks, whole or cut at either end. Certificates and public keys stay.
#pragma once

#include <cstddef>

#include "redact/scene.hpp"

namespace oomscan::redact {

// `at`: of the "--BEGIN" in "-----BEGIN".
std::size_t match_private_key(Scene& scene, std::size_t at);

// `at`: of the "--END" in "-----END", without a beginning: what is before it is taken.
std::size_t match_private_key_tail(Scene& scene, std::size_t at);

// `at`: of "LS0tLS1CRUdJTi", which is "-----BEGIN" in base64, as Secrets and kubeconfigs hold it.
std::size_t match_encoded_private_key(Scene& scene, std::size_t at);

}  // namespace oomscan::redact
