#include "redact/value_shape.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "redact/character.hpp"

namespace oomscan::redact {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view known) { return equals_folded(word, known); });
}

constexpr auto kNothings = std::to_array<std::string_view>(
    {"null", "nil", "none", "undefined", "true", "false", "yes", "no", "n/a", "on", "off", "hidden", "masked",
     "redacted", "[masked]", "[hidden]", "[redacted]", "filtered", "[filtered]"});

// Words that a sentence about a secret begins with.
constexpr auto kProse = std::to_array<std::string_view>(
    {"absent",   "accepted",      "accessing", "already",   "are",      "auth",         "authentication",
     "await",    "authorization", "cache",     "can't",     "cannot",   "changed",      "check",
     "contains", "could",         "couldn't",  "denied",    "did",      "disabled",     "does",
     "empty",    "enabled",       "enter",     "error",     "exists",   "expired",      "expires",
     "failed",   "failure",       "for",       "forbidden", "found",    "from",         "given",
     "has",      "have",          "incorrect", "invalid",   "is",       "malformed",    "may",
     "mismatch", "missing",       "must",      "not",       "ok",       "only",         "permission",
     "please",   "present",       "provided",  "received",  "rejected", "required",     "reset",
     "retrying", "revoked",       "rotated",   "server",    "set",      "should",       "signature",
     "still",    "supplied",      "timeout",   "too",       "unable",   "unauthorized", "unexpected",
     "unknown",  "unset",         "updated",   "used",      "using",    "valid",        "was",
     "wrong"});

// Where files are in containers. A random secret may begin with '/', but hardly with one of these.
constexpr std::array<std::string_view, 24> kRoots = {
    "var", "etc",  "run", "tmp",   "mnt",    "opt",   "home", "usr",       "srv",     "root", "app",   "data",
    "dev", "proc", "sys", "vault", "config", "certs", "tls",  "workspace", "secrets", "keys", "token", "credentials"};

bool is_all_of_one_sign(std::string_view value) {
  const char first = value.front();
  if (first != '*' && first != 'x' && first != 'X' && first != '.' && first != '-' && first != '#' && first != '?') {
    return false;
  }
  if (is_letter(first) && value.size() < 3) return false;
  return std::all_of(value.begin(), value.end(), [&](char c) { return c == first; });
}

bool encloses(std::string_view value, std::string_view open, std::string_view close) {
  return value.size() > open.size() && value.starts_with(open) && value.find(close) == value.size() - close.size();
}

}  // namespace

bool is_placeholder(std::string_view value) {
  if (value.empty() || one_of(value, kNothings) || is_all_of_one_sign(value)) return true;
  if (value.starts_with("%!") || (value.size() == 2 && value[0] == '%')) return true;
  return encloses(value, "<", ">") || encloses(value, "${", "}") || encloses(value, "$(", ")") ||
         encloses(value, "{{", "}}");
}

bool is_code(std::string_view value) {
  for (const std::string_view source : {"process.env", "os.environ", "os.getenv", "System.getenv", "ENV["}) {
    if (value.starts_with(source)) return true;
  }
  constexpr std::size_t kNameMin = 3;
  std::size_t name = 0;
  while (name < value.size() && (is_letter(value[name]) || value[name] == '_' || value[name] == '.')) ++name;
  if (name < kNameMin || name >= value.size() || value[name] != '(' || is_upper(value[0])) return false;
  if (value.ends_with(';')) value.remove_suffix(1);
  return value.ends_with(')') && std::none_of(value.begin(), value.end(), is_digit);
}

bool is_prose(std::string_view value) {
  std::size_t end = 0;
  while (end < value.size() && (is_letter(value[end]) || value[end] == '\'')) ++end;
  if (end < value.size() && !is_blank(value[end])) {
    // "expired." and "invalid:" end a word, "set2x" does not.
    const bool punctuation = std::string_view(".,:;!)").find(value[end]) != std::string_view::npos;
    if (!punctuation || (end + 1 < value.size() && !is_blank(value[end + 1]))) return false;
  }
  if (!one_of(value.substr(0, end), kProse)) return false;
  return std::none_of(value.begin(), value.end(), is_digit);
}

bool is_small_number(std::string_view value) {
  constexpr std::size_t kDigitsMax = 7;
  std::size_t digits = 0;
  for (const char c : value) {
    if (is_digit(c)) {
      ++digits;
    } else if (std::string_view("+-.,/%:smhd").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digits > 0 && digits <= kDigitsMax && !is_letter(value.front());
}

bool is_place(std::string_view value) {
  constexpr std::size_t kSchemeMax = 24;
  const std::size_t scheme = value.substr(0, kSchemeMax).find("://");
  if (scheme != std::string_view::npos && scheme > 0) return true;
  if (value.size() < 2 || value[0] != '/') return false;
  const std::string_view rest = value.substr(1);
  const std::string_view root = rest.substr(0, rest.find('/'));
  return one_of(root, kRoots);
}

bool is_object_name(std::string_view value) {
  constexpr std::size_t kNameMax = 128;
  if (value.empty() || value.size() > kNameMax) return false;
  std::size_t digits = 0;
  std::size_t slashes = 0;
  std::size_t joints = 0;
  for (const char c : value) {
    if (is_digit(c)) {
      ++digits;
    } else if (c == '/') {
      ++slashes;
    } else if (c == '-' || c == '.') {
      ++joints;
    } else if (!is_lower(c)) {
      return false;
    }
  }
  if (!is_alnum(value.front()) || !is_alnum(value.back()) || slashes > 1) return false;
  // A name is mostly letters; a UUID or a hexadecimal secret is not.
  return digits * 4 < value.size() && (digits == 0 || joints > 0 || slashes > 0);
}

bool is_image_tag(std::string_view value) {
  if (value == "latest") return true;
  constexpr std::size_t kTagMax = 24;
  const std::size_t first = !value.empty() && value[0] == 'v' ? 1 : 0;
  return value.size() > first && value.size() <= kTagMax && is_digit(value[first]) &&
         (first == 1 || value.find('.') != std::string_view::npos) && std::all_of(value.begin(), value.end(), is_key);
}

bool is_uncommon(std::string_view value) {
  while (!value.empty() && std::string_view(".,:;!?)]}").find(value.back()) != std::string_view::npos) {
    value.remove_suffix(1);
  }
  if (value.size() < 4) return false;
  bool digit = false;
  bool letter = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    digit = digit || is_digit(c);
    letter = letter || is_letter(c);
    if (std::string_view("!@#$%^&*+=~").find(c) != std::string_view::npos) return true;
    if (i > 0 && is_upper(c) && is_lower(value[i - 1])) return true;
  }
  return digit && letter;
}

bool is_random(std::string_view value) {
  while (!value.empty() && std::string_view(".,:;!?)]}").find(value.back()) != std::string_view::npos) {
    value.remove_suffix(1);
  }
  constexpr std::size_t kRandomMin = 8;
  constexpr std::size_t kLong = 20;
  if (value.size() < kRandomMin || is_object_name(value)) return false;
  std::size_t digits = 0;
  std::size_t uppers = 0;
  std::size_t lowers = 0;
  for (const char c : value) {
    if (is_digit(c)) {
      ++digits;
    } else if (is_upper(c)) {
      ++uppers;
    } else if (is_lower(c)) {
      ++lowers;
    } else if (!is_base64(c) && !is_base64_url(c) && c != '.' && c != '~') {
      return false;
    }
  }
  if (digits >= 2 && uppers + lowers >= 2) return true;
  return value.size() >= kLong && uppers >= 4 && lowers >= 4;
}

std::string decoded_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    std::uint32_t value = 0;
    if (is_upper(c)) {
      value = static_cast<std::uint32_t>(c - 'A');
    } else if (is_lower(c)) {
      value = static_cast<std::uint32_t>(c - 'a') + 26;
    } else if (is_digit(c)) {
      value = static_cast<std::uint32_t>(c - '0') + 52;
    } else if (c == '+' || c == '-') {
      value = 62;
    } else if (c == '/' || c == '_') {
      value = 63;
    } else {
      break;
    }
    bits = (bits << 6U) | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xffU);
    }
  }
  return out;
}

}  // namespace oomscan::redact
