#include "redact/text_redactor.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include "redact/anchors.hpp"
#include "redact/command_secret.hpp"
#include "redact/formed_token.hpp"
#include "redact/header_value.hpp"
#include "redact/marked_token.hpp"
#include "redact/pair.hpp"
#include "redact/private_key.hpp"
#include "redact/redactor.hpp"
#include "redact/scene.hpp"
#include "redact/url.hpp"

namespace oomscan::redact {
namespace {

// A marker changes what stands beside it: words that ran on end there. So text that held secrets is looked at again,
// until nothing is found; the second look finds something in one of ten thousand texts made for it, the third never
// has.
constexpr int kPassesMax = 4;

// Tries what the anchor at `at` belongs to. Returns where to go on, at least at + 1.
std::size_t match_at(Scene& scene, std::size_t at) {
  const Anchor* const anchor = anchor_at(scene.text, at);
  if (anchor == nullptr || at < anchor->offset) return at + 1;
  const auto match = [&](std::size_t begin) {
    switch (anchor->pattern) {
      case Pattern::pair:
        return match_pair(scene, begin);
      case Pattern::bearer:
        return match_bearer(scene, begin);
      case Pattern::basic:
        return match_basic(scene, begin);
      case Pattern::authorization:
        return match_authorization(scene, begin);
      case Pattern::registry_auth:
        return match_registry_auth(scene, begin);
      case Pattern::url:
        return match_url(scene, begin);
      case Pattern::driver_address:
        return match_driver_address(scene, begin);
      case Pattern::jwt:
        return match_jwt(scene, begin);
      case Pattern::prefixed_token:
        return match_prefixed_token(scene, begin);
      case Pattern::openai_key:
        return match_openai_key(scene, begin);
      case Pattern::terraform_token:
        return match_terraform_token(scene, begin);
      case Pattern::sql_identified:
        return match_sql_identified(scene, begin);
      case Pattern::command:
        return match_command(scene, begin);
      case Pattern::oracle_address:
        return match_oracle_address(scene, begin);
      case Pattern::azure_secret:
        return match_azure_secret(scene, begin);
      case Pattern::mailgun_or_pair: {
        const std::size_t end = match_pair(scene, begin);
        return end > begin + 1 ? end : match_mailgun_key(scene, begin);
      }
      case Pattern::mailchimp_key:
        return match_mailchimp_key(scene, begin);
      case Pattern::maxmind_key:
        return match_maxmind_key(scene, begin);
      case Pattern::password_file:
        return match_password_file(scene, begin);
      case Pattern::json_web_key:
        return match_json_web_key(scene, begin);
      case Pattern::putty_key:
        return match_putty_key(scene, begin);
      case Pattern::first_password:
        return match_first_password(scene, begin);
      case Pattern::auth_plain:
        return match_auth_plain(scene, begin);
      case Pattern::form_field:
        return match_form_field(scene, begin);
      case Pattern::aws_key:
        return match_aws_key(scene, begin);
      case Pattern::private_key:
        return match_private_key(scene, begin);
      case Pattern::private_key_tail:
        return match_private_key_tail(scene, begin);
      case Pattern::encoded_private_key:
        return match_encoded_private_key(scene, begin);
      case Pattern::marker:
        return begin + marker_length(scene.text, begin);
    }
    return begin;
  };
  return std::max(match(at - anchor->offset), at + 1);
}

void search(Scene& scene) {
  const std::string_view text = scene.text;
  // At its very beginning nothing stands before a token.
  std::size_t settled = text.empty() ? 0 : match_prefixed_token(scene, 0);
  if (scene.found.empty()) settled = 0;  // no anchor before it is tried any more
  for (std::size_t pos = settled; (pos = next_candidate(text, pos)) < text.size();) {
    // The letters looked up are the anchor's first three, or those after its first one.
    const std::size_t first = std::max(pos == 0 ? 0 : pos - 1, settled);
    settled = first;
    while (settled <= pos) settled = match_at(scene, settled);
    pos = std::max(pos + 2, settled);
  }
  scene.finish();
}

std::string rebuilt(const Scene& scene) {
  std::string out;
  out.reserve(scene.text.size());
  std::size_t kept = 0;
  for (const Found& found : scene.found) {
    out += scene.text.substr(kept, found.begin - kept);
    out += marker(found.kind);
    kept = found.end;
  }
  out += scene.text.substr(kept);
  return out;
}

}  // namespace

std::size_t TextRedactor::redact(std::string& text) const {
  std::size_t count = 0;
  for (int pass = 0; pass < kPassesMax; ++pass) {
    Scene scene(text);
    search(scene);
    if (scene.found.empty()) break;
    count += scene.found.size();
    text = rebuilt(scene);
  }
  return count;
}

std::unique_ptr<Redactor> make_redactor() { return std::make_unique<TextRedactor>(); }

}  // namespace oomscan::redact
