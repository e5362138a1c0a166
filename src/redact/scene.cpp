#include "redact/scene.hpp"

#include <algorithm>
#include <array>

namespace oomscan::redact {
namespace {

constexpr std::array<std::string_view, 13> kMarkers = {
    "[redacted: password]",   "[redacted: secret]",     "[redacted: token]",       "[redacted: bearer token]",
    "[redacted: basic auth]", "[redacted: JWT]",        "[redacted: private key]", "[redacted: API key]",
    "[redacted: AWS key id]", "[redacted: AWS secret]", "[redacted: credential]",  "[redacted: connection string]",
    "[redacted: cookie]",
};
constexpr std::string_view kMarkerHead = "[redacted: ";

}  // namespace

std::string_view marker(Kind kind) { return kMarkers.at(static_cast<std::size_t>(kind)); }

std::size_t marker_length(std::string_view text, std::size_t pos) {
  if (pos >= text.size() || text[pos] != '[') return 0;
  const std::string_view rest = text.substr(pos);
  if (!rest.starts_with(kMarkerHead)) return 0;
  for (const std::string_view known : kMarkers) {
    if (rest.starts_with(known)) return known.size();
  }
  return 0;
}

std::size_t find_marker(std::string_view text) {
  std::size_t at = text.find(kMarkerHead);
  while (at != std::string_view::npos && marker_length(text, at) == 0) at = text.find(kMarkerHead, at + 1);
  return at;
}

std::size_t Scene::add(std::size_t begin, std::size_t end, Kind kind) {
  if (ahead_ && ahead_->end <= begin) finish();
  if (ahead_ && ahead_->begin < end) {
    begin = std::min(begin, ahead_->begin);
    end = std::max(end, ahead_->end);
    ahead_.reset();
  }
  begin = std::max(begin, floor());
  if (begin < end) found.push_back({begin, end, kind});
  return end;
}

void Scene::finish() {
  if (!ahead_) return;
  const Found last = *ahead_;
  ahead_.reset();
  add(last.begin, last.end, last.kind);
}

std::size_t Scene::next_pem_end(std::size_t from) {
  if (!pem_end_known_ || pem_end_ < from) {
    pem_end_ = text.find("-----END", from);
    pem_end_known_ = true;
  }
  return pem_end_;
}

}  // namespace oomscan::redact
