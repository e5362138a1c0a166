// What a key says about its value: DB_PASSWORD, client-secret and apiKey hold secrets; passwordFile, token_count,
// secretName and nextPageToken do not.
#pragma once

#include <optional>
#include <string_view>

#include "redact/scene.hpp"

namespace oomscan::redact {

struct KeyMeaning {
  Kind kind = Kind::secret;
  bool vague = false;     // a word that sentences use too ("token", "secret"): the value has to look like a secret
  bool names = false;     // may name an object that holds a secret ("imagePullSecret"): names are no secrets
  bool pwd = false;       // may be the working directory
  bool in_query = false;  // only as a parameter of a URL ("sig")
};

// `key`: letters, digits, '_', '-', '.'; nullopt: says nothing of a secret.
[[nodiscard]] std::optional<KeyMeaning> meaning_of_key(std::string_view key);

}  // namespace oomscan::redact
