// Finds the places that are worth a look, gigabytes a second: most text holds no secret.
//
// Every pattern has anchors of three or four letters. Three letters are looked up, in any case, at every second byte:
// an anchor's first three or those after its first letter, so none is stepped over. Invariant: what is not reported has
// no anchor; what is reported may have none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace oomscan::redact {

enum class Pattern : std::uint8_t {
  pair,
  bearer,
  basic,
  authorization,
  registry_auth,
  url,
  driver_address,
  jwt,
  prefixed_token,
  aws_key,
  private_key,
  private_key_tail,
  encoded_private_key,
  marker,
};

struct Anchor {
  std::string_view text;  // in lower case; letters and signs that differ in bit 5 only are one ('[' and '{')
  Pattern pattern{};
  std::uint8_t offset = 0;  // of the anchor in its pattern
};

inline constexpr auto kAnchors = std::to_array<Anchor>({
    // pass[word], passphrase, passcode
    {"sswo", Pattern::pair},
    {"sswd", Pattern::pair},
    {"ssph", Pattern::pair},
    {"ssco", Pattern::pair},
    {"s_ph", Pattern::pair},
    {"s-ph", Pattern::pair},
    {"ass=", Pattern::pair},
    {"ass:", Pattern::pair},
    {"ass\"", Pattern::pair},
    {"ass'", Pattern::pair},
    {"ass\\", Pattern::pair},
    {"ass ", Pattern::pair},
    // secret, token, credential, connection string
    {"secr", Pattern::pair},
    {"oken", Pattern::pair},
    {"cred", Pattern::pair},
    {"nstr", Pattern::pair},
    {"n_st", Pattern::pair},
    {"n-st", Pattern::pair},
    {"n.st", Pattern::pair},
    {"nnst", Pattern::pair},
    {"ns__", Pattern::pair},
    {"ooki", Pattern::pair},
    {"sig=", Pattern::pair},
    {"ure=", Pattern::pair},
    {"pwd", Pattern::pair},
    {"key", Pattern::pair},
    {"eare", Pattern::bearer, 1},
    {"basi", Pattern::basic},
    {"izat", Pattern::authorization, 6},
    {"uth\"", Pattern::registry_auth, 1},
    {"uth\\", Pattern::registry_auth, 1},
    {"uth'", Pattern::registry_auth, 1},
    {"://", Pattern::url},
    {":\\/\\", Pattern::url},
    {"@tcp", Pattern::driver_address},
    {"@uni", Pattern::driver_address},
    {"eyj", Pattern::jwt},
    {"akia", Pattern::aws_key},
    {"asia", Pattern::aws_key},
    {"256~", Pattern::prefixed_token, 3},
    {"ghp_", Pattern::prefixed_token},
    {"gho_", Pattern::prefixed_token},
    {"ghu_", Pattern::prefixed_token},
    {"ghs_", Pattern::prefixed_token},
    {"ghr_", Pattern::prefixed_token},
    {"gith", Pattern::prefixed_token},
    {"glpa", Pattern::prefixed_token},
    {"glrt", Pattern::prefixed_token},
    {"gldt", Pattern::prefixed_token},
    {"glpt", Pattern::prefixed_token},
    {"glcb", Pattern::prefixed_token},
    {"glso", Pattern::prefixed_token},
    {"glft", Pattern::prefixed_token},
    {"xox", Pattern::prefixed_token},
    {"xapp", Pattern::prefixed_token},
    {"aiza", Pattern::prefixed_token},
    {"ya29", Pattern::prefixed_token},
    {"gocs", Pattern::prefixed_token},
    {"sk_l", Pattern::prefixed_token},
    {"rk_l", Pattern::prefixed_token},
    {"sk_t", Pattern::prefixed_token},
    {"npm_", Pattern::prefixed_token},
    {"pypi", Pattern::prefixed_token},
    {"dckr", Pattern::prefixed_token},
    {"hvs.", Pattern::prefixed_token},
    {"hvb.", Pattern::prefixed_token},
    {"dop_", Pattern::prefixed_token},
    {"glsa", Pattern::prefixed_token},
    {"sk-p", Pattern::prefixed_token},
    {"sk-a", Pattern::prefixed_token},
    {"shpa", Pattern::prefixed_token},
    {"--be", Pattern::private_key},
    {"--en", Pattern::private_key_tail},
    {"ls0t", Pattern::encoded_private_key},
    {"[red", Pattern::marker},
});

// The first place at or after `from` at which, or right before which, an anchor may begin; text.size(): none.
[[nodiscard]] std::size_t next_candidate(std::string_view text, std::size_t from);

// The anchor that stands at `pos`, or nullptr.
[[nodiscard]] const Anchor* anchor_at(std::string_view text, std::size_t pos);

}  // namespace oomscan::redact
