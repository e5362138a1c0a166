// Secrets that say by their own first letters what they are: JWTs, tokens of well-known makers, AWS keys.
#pragma once

#include <cstddef>

#include "redact/scene.hpp"

namespace oomscan::redact {

// `at`: where the token's first letters may stand. Each returns where to go on, at least at + 1.
std::size_t match_jwt(Scene& scene, std::size_t at);
std::size_t match_prefixed_token(Scene& scene, std::size_t at);
std::size_t match_openai_key(Scene& scene, std::size_t at);
std::size_t match_terraform_token(Scene& scene, std::size_t at);
// Takes the secret key beside the id, too.
std::size_t match_aws_key(Scene& scene, std::size_t at);

}  // namespace oomscan::redact
