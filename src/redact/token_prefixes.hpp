// Tokens that say by their first letters whose they are: from their makers' documents, and from what public scanners
// (gitleaks, GitHub's and GitLab's lists) look for. Each needs an anchor in anchors.hpp; a test checks that.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "redact/scene.hpp"

namespace oomscan::redact {

// What follows the prefix.
enum class TokenRest : std::uint8_t {
  name,    // letters, digits, '-', '_', '.'
  base64,  // those, '+', '/' and '='
  crypt,   // crypt(3): "$2b$10$..."
  upper,   // capitals and digits
  groups,  // those, in groups with '-' between
};

struct TokenPrefix {
  std::string_view text;
  std::size_t rest_min;  // bytes after it, at least
  Kind kind = Kind::token;
  TokenRest rest = TokenRest::name;
};

inline constexpr auto kTokenPrefixes = std::to_array<TokenPrefix>({
    {"sha256~", 16},
    {"A3-", 30, Kind::secret, TokenRest::groups},
    {"ghp_", 30},
    {"gho_", 30},
    {"ghu_", 30},
    {"ghs_", 30},
    {"ghr_", 30},
    {"github_pat_", 22},
    {"glpat-", 16},
    {"glrt-", 16},
    {"gldt-", 16},
    {"glptt-", 16},
    {"glcbt-", 16},
    {"glsoat-", 16},
    {"glft-", 16},
    {"glimt-", 16},
    {"glagent-", 16},
    {"gloas-", 16},
    {"glffct-", 16},
    {"GR1348941", 16},
    {"xoxb-", 16},
    {"xoxp-", 16},
    {"xoxa-", 16},
    {"xoxr-", 16},
    {"xoxs-", 16},
    {"xoxe-", 16},
    {"xoxe.xoxp-", 16},
    {"xapp-", 16},
    {"AIza", 35, Kind::api_key},
    {"ya29.", 20},
    {"GOCSPX-", 20, Kind::secret},
    {"sk_live_", 16, Kind::api_key},
    {"rk_live_", 16, Kind::api_key},
    {"sk_test_", 16, Kind::api_key},
    {"whsec_", 24, Kind::secret, TokenRest::base64},
    {"npm_", 36},
    {"pypi-AgE", 40},
    {"rubygems_", 40},
    {"dckr_pat_", 20},
    {"hvs.", 20},
    {"hvb.", 20},
    {"dop_v1_", 32},
    {"doo_v1_", 32},
    {"dor_v1_", 32},
    {"dp.pt.", 40},
    {"dt0c01.", 60},
    {"glsa_", 24},
    {"glc_", 32, Kind::token, TokenRest::base64},
    {"sntryu_", 60},
    {"sntrys_", 60, Kind::token, TokenRest::base64},
    {"sk-proj-", 20, Kind::api_key},
    {"sk-ant-", 20, Kind::api_key},
    {"sk-svcacct-", 20, Kind::api_key},
    {"sk-admin-", 40, Kind::api_key},
    {"hf_", 34},
    {"pplx-", 40, Kind::api_key},
    {"gsk_", 40, Kind::api_key},
    {"dapi", 32},
    {"SG.", 60, Kind::api_key},
    {"xkeysib-", 60, Kind::api_key},
    {"NRAK-", 24, Kind::api_key},
    {"HRKU-AA", 50},
    {"fo1_", 40},
    {"fm2_", 90, Kind::token, TokenRest::base64},
    {"v1.0-", 150, Kind::api_key},
    {"pscale_tkn_", 30},
    {"pscale_oauth_", 30},
    {"pscale_pw_", 30, Kind::password},
    {"PMAK-", 50, Kind::api_key},
    {"pul-", 40},
    {"pnu_", 36},
    {"shpat_", 32},
    {"shpss_", 32},
    {"shppa_", 32},
    {"shpca_", 32},
    {"shippo_live_", 40},
    {"shippo_test_", 40},
    {"sq0atp-", 22},
    {"lin_api_", 40, Kind::api_key},
    {"ntn_", 44},
    {"ATATT3", 100, Kind::token, TokenRest::base64},
    {"ATBB", 28},
    {"AKCp", 60, Kind::api_key},
    {"ABSK", 100, Kind::api_key, TokenRest::base64},
    {"ops_eyJ", 200, Kind::token, TokenRest::base64},
    {"AGE-SECRET-KEY-1", 50, Kind::private_key},
    {"LTAI", 20},
    {"tskey-", 24},
    {"EZAK", 54, Kind::api_key},
    {"EZTK", 54, Kind::api_key},
    {"EAAM", 100},
    {"EAAC", 100},
    {"API-", 26, Kind::api_key, TokenRest::upper},
    {"sgp_", 40},
    {"CLOJARS_", 60},
    {"rdme_", 60},
    {"ico-", 32, Kind::api_key},
    {"$2a$", 20, Kind::password, TokenRest::crypt},
    {"$2b$", 20, Kind::password, TokenRest::crypt},
    {"$2y$", 20, Kind::password, TokenRest::crypt},
    {"$apr1$", 16, Kind::password, TokenRest::crypt},
    {"$argon2", 20, Kind::password, TokenRest::crypt},
    {"$5$", 30, Kind::password, TokenRest::crypt},
    {"$6$", 30, Kind::password, TokenRest::crypt},
    {"$y$", 30, Kind::password, TokenRest::crypt},
});

}  // namespace oomscan::redact
