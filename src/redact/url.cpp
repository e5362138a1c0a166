#include "redact/url.hpp"

#include <algorithm>
#include <array>

#include "redact/character.hpp"
#include "redact/value_shape.hpp"
#include "redact/value_span.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kAuthorityMax = 4096;  // a registry's password may be a long token
constexpr std::size_t kPathLookMax = 128;

bool is_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

bool ends_url(char c) { return is_gap(c) || c == '"' || c == '<' || c == '>' || c == '`' || c == '\'' || c == '\\'; }

// The '@' after the user's part, npos if there is none. It is the last one before the path.
std::size_t find_at(std::string_view text, std::size_t begin) {
  std::size_t limit = std::min(text.size(), begin + kAuthorityMax);
  std::size_t found = std::string_view::npos;
  bool in_path = false;
  for (std::size_t pos = begin; pos < limit && !ends_url(text[pos]); ++pos) {
    const char c = text[pos];
    if (c == '@') {
      found = pos;
      if (in_path) return found;
    }
    if (const std::size_t length = marker_length(text, pos); length > 0) pos += length - 1;
    if ((c != '/' && c != '?' && c != '#') || in_path) continue;
    if (found != std::string_view::npos) return found;
    // A raw '/' in a password is not allowed, yet written: it is one unless a port stands there.
    const std::string_view host = text.substr(begin, pos - begin);
    const std::size_t colon = host.find(':');
    if (colon == std::string_view::npos || colon + 1 == host.size() || host.front() == '[' ||
        is_digits(host.substr(colon + 1)) || c != '/') {
      return std::string_view::npos;
    }
    in_path = true;
    limit = std::min(limit, pos + kPathLookMax);
  }
  return found;
}

// Addresses whose path is the secret: it stands after these first parts. host empty: of any host.
struct Webhook {
  std::string_view host;
  std::string_view path;
};
constexpr std::array<Webhook, 4> kWebhooks = {{
    {"hooks.slack.com", "/"},
    {"", "/api/webhooks/"},
    {"", "/webhookb2/"},
    {"api.telegram.org", "/bot"},
}};
constexpr std::size_t kHostMax = 96;

std::size_t match_webhook(Scene& scene, std::size_t begin) {
  const std::size_t slash = scene.text.substr(begin, kHostMax).find('/');
  if (slash == std::string_view::npos || slash == 0) return begin;
  for (const Webhook& webhook : kWebhooks) {
    if (!stands_at(scene.text, begin + slash, webhook.path)) continue;
    if (!webhook.host.empty() && !equals_folded(scene.text.substr(begin, slash), webhook.host)) continue;
    std::size_t end = begin + slash + webhook.path.size();
    const std::size_t path = end;
    while (end < scene.text.size() && (is_base64_url(scene.text[end]) || scene.text[end] == '/' ||
                                       scene.text[end] == ':' || scene.text[end] == '@')) {
      ++end;
    }
    return end - path < 16 ? begin : scene.add(path, end, Kind::token);
  }
  return begin;
}

}  // namespace

std::size_t match_url(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  std::size_t begin = 0;
  if (text.substr(at).starts_with("://")) {
    begin = at + 3;
  } else if (text.substr(at).starts_with(":\\/\\/")) {
    begin = at + 5;
  } else {
    return at + 1;
  }
  const std::size_t sign = find_at(text, begin);
  if (sign == std::string_view::npos) return std::max(match_webhook(scene, begin), at + 1);
  if (stands_at(text, sign, "@sha256:")) return at + 1;  // docker-pullable://image:tag@sha256:...
  const std::string_view user = text.substr(begin, sign - begin);
  if (find_marker(user) != std::string_view::npos) return at + 1;
  const std::size_t colon = user.find(':');
  if (colon == std::string_view::npos) {
    if (user.size() < 20 || !is_random(user)) return at + 1;
    return scene.add(begin, sign, Kind::token);
  }
  const std::string_view password = user.substr(colon + 1);
  if (is_placeholder(password) || marker_length(password, 0) == password.size()) return at + 1;
  return scene.add(begin + colon + 1, sign, Kind::password);
}

std::size_t match_driver_address(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  if (!stands_at(text, at, "@tcp(") && !stands_at(text, at, "@unix(")) return at + 1;
  constexpr std::size_t kLookBack = 256;
  const std::size_t limit = std::max(scene.floor(), at > kLookBack ? at - kLookBack : 0);
  std::size_t begin = at;
  std::size_t colon = std::string_view::npos;
  while (begin > limit && !ends_url(text[begin - 1]) && text[begin - 1] != '=') {
    --begin;
    if (text[begin] == ':') colon = begin;
  }
  if (colon == std::string_view::npos || is_placeholder(text.substr(colon + 1, at - colon - 1))) return at + 1;
  if (marker_length(text, colon + 1) > 0) return at + 1;
  return scene.add(colon + 1, at, Kind::password);
}

}  // namespace oomscan::redact
