#include "redact/key_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "redact/character.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kKeyBytesMax = 96;
constexpr std::size_t kWordsMax = 16;

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Say which secret it is, or how it is written, not what it is.
constexpr std::array<std::string_view, 25> kSuffixes = {
    "base",  "value", "val",     "base64",   "b64",     "encoded",   "plain",   "plaintext", "text",
    "old",   "new",   "current", "previous", "prev",    "prod",      "staging", "main",      "default",
    "admin", "root",  "backup",  "data",     "primary", "secondary", "raw"};
constexpr std::array<std::string_view, 26> kSecretKeys = {"fernet",
                                                          "api",
                                                          "access",
                                                          "private",
                                                          "secret",
                                                          "encryption",
                                                          "encrypt",
                                                          "signing",
                                                          "sign",
                                                          "master",
                                                          "account",
                                                          "shared",
                                                          "auth",
                                                          "ssh",
                                                          "cookie",
                                                          "jwt",
                                                          "hmac",
                                                          "rsa",
                                                          "deploy",
                                                          "license",
                                                          "client",
                                                          "webhook",
                                                          "storageaccount",
                                                          "unseal",
                                                          "aes",
                                                          "instrumentation"};
constexpr std::array<std::string_view, 11> kJoinedKeys = {
    "instrumentationkey", "apikey",     "accesskey", "secretkey", "privatekey", "signingkey",
    "encryptionkey",      "accountkey", "masterkey", "authkey",   "licensekey"};
// A secret of these is a value; of others it may be the name of an object.
constexpr std::array<std::string_view, 20> kSecretOwners = {
    "client", "app",    "application", "jwt",  "signing",    "session", "cookie", "shared", "webhook", "api",
    "oauth",  "oauth2", "consumer",    "hmac", "encryption", "auth",    "master", "my",     "access",  "github"};
// Tokens that are a place in a list, a piece of text, or a mark.
constexpr std::array<std::string_view, 29> kPlainTokens = {
    "page",  "next",       "continue",   "continuation", "cancellation", "cancel", "resume", "fencing",
    "sync",  "pagination", "eos",        "bos",          "pad",          "unk",    "stop",   "special",
    "start", "end",        "first",      "last",         "per",          "max",    "min",    "num",
    "total", "prompt",     "completion", "mask",         "unexpected"};

struct Words {
  std::array<char, kKeyBytesMax> letters{};
  std::array<std::string_view, kWordsMax> list{};
  std::size_t count = 0;

  [[nodiscard]] std::string_view last(std::size_t back = 0) const {
    return count > back ? list.at(count - 1 - back) : std::string_view();
  }
};

// In lower case, split at '_', '-', '.' and where capitals say so: "APIKey_2" is api, key, 2.
void split(std::string_view key, Words& words) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= key.size(); ++i) {
    const bool joint = i == key.size() || key[i] == '_' || key[i] == '-' || key[i] == '.';
    const bool hump = !joint && i > begin && is_upper(key[i]) &&
                      (!is_upper(key[i - 1]) || (i + 1 < key.size() && is_lower(key[i + 1])));
    if (!joint) words.letters.at(i) = lower(key[i]);
    if (!joint && !hump) continue;
    if (i > begin && words.count < kWordsMax) {
      words.list.at(words.count++) = std::string_view(words.letters.data() + begin, i - begin);
    }
    begin = joint ? i + 1 : i;
  }
}

// Also takes numbers off: "password2", "API_KEY_1".
void drop_suffixes(Words& words) {
  while (words.count > 0) {
    std::string_view& last = words.list.at(words.count - 1);
    while (last.size() > 1 && is_digit(last.back()) && is_letter(last.front()) && last != "base64" && last != "b64") {
      last.remove_suffix(1);
    }
    const bool neutral = one_of(last, kSuffixes) || is_digit(last.front());
    if (!neutral || words.count == 1) return;
    --words.count;
  }
}

std::optional<KeyMeaning> password(const Words& words) {
  std::string_view last = words.last();
  if (last == "hash" && words.count > 1) last = words.last(1);  // can be guessed from
  if (last == "nopasswd") return std::nullopt;                  // a word of sudo's
  if (last.ends_with("password") || last.ends_with("passwd") || last.ends_with("passphrase") || last == "passcode") {
    return KeyMeaning{Kind::password};
  }
  if (words.last(1) == "pass" && (last == "word" || last == "phrase")) return KeyMeaning{Kind::password};
  if (last != words.last()) return std::nullopt;
  if (last == "pwd") return KeyMeaning{.kind = Kind::password, .pwd = true};
  if (last.ends_with("pwd") && last != "oldpwd") return KeyMeaning{Kind::password};
  if (last == "pass") return KeyMeaning{.kind = Kind::password, .vague = words.count == 1};
  if (last.ends_with("passwords")) return KeyMeaning{.kind = Kind::password, .vague = true};  // how many, or a list
  if (last == "dbpass" || last == "userpass" || last == "requirepass" || last == "masterauth" || last == "bindpw" ||
      last.ends_with("passwort")) {
    return KeyMeaning{Kind::password};
  }
  return std::nullopt;
}

std::optional<KeyMeaning> secret(const Words& words, bool capitals) {
  const std::string_view last = words.last();
  if (!last.ends_with("secret")) return std::nullopt;
  if (last != "secret") return KeyMeaning{Kind::secret};
  const bool value = words.count > 1 && (capitals || one_of(words.last(1), kSecretOwners));
  return KeyMeaning{.kind = Kind::secret, .vague = !value, .names = !value};
}

std::optional<KeyMeaning> token(const Words& words) {
  const std::string_view last = words.last();
  if (!last.ends_with("token")) return std::nullopt;
  if (last == "token") {
    if (words.count == 1) return KeyMeaning{.kind = Kind::token, .vague = true};
    if (one_of(words.last(1), kPlainTokens)) return std::nullopt;
    return KeyMeaning{Kind::token};
  }
  const std::string_view owner = last.substr(0, last.size() - std::string_view("token").size());
  if (one_of(owner, kPlainTokens)) return std::nullopt;
  // "\ntoken" written out: the 'n' is part of the break.
  return KeyMeaning{.kind = Kind::token, .vague = owner.size() < 2};
}

std::optional<KeyMeaning> key_or_other(const Words& words) {
  const std::string_view last = words.last();
  const std::string_view before = words.last(1);
  if (last == "key" && one_of(before, kSecretKeys)) {
    return KeyMeaning{before == "private" || before == "client" ? Kind::private_key : Kind::api_key};
  }
  if (std::any_of(kJoinedKeys.begin(), kJoinedKeys.end(), [&](std::string_view key) { return last.ends_with(key); })) {
    return KeyMeaning{Kind::api_key};
  }
  if (last == "credential" || last == "credentials" || last == "creds" || last == "cred") {
    return KeyMeaning{.kind = Kind::credential, .vague = true, .names = true};
  }
  const bool of_connection = before == "connection" || before == "conn" || before == "connect";
  if ((of_connection && (last == "string" || last == "str")) || last == "connectionstring" || last == "connstring" ||
      last == "connstr") {
    return KeyMeaning{Kind::connection_string};
  }
  // .NET: ConnectionStrings__Default
  if (words.count > 1 && words.list.at(0) == "connection" && words.list.at(1) == "strings") {
    return KeyMeaning{Kind::connection_string};
  }
  if (last == "response" && before == "saml") return KeyMeaning{Kind::credential};
  if (last == "cookie" && (words.count == 1 || (words.count == 2 && before == "set"))) return KeyMeaning{Kind::cookie};
  if (last == "sig" || last == "signature") return KeyMeaning{.kind = Kind::token, .in_query = true};
  return std::nullopt;
}

}  // namespace

std::optional<KeyMeaning> meaning_of_key(std::string_view key) {
  if (key.empty() || key.size() > kKeyBytesMax) return std::nullopt;
  Words words;
  split(key, words);
  drop_suffixes(words);
  if (words.count == 0) return std::nullopt;
  if (auto meaning = password(words)) return meaning;
  const bool capitals = std::none_of(key.begin(), key.end(), is_lower);
  if (auto meaning = secret(words, capitals)) return meaning;
  if (auto meaning = token(words)) return meaning;
  return key_or_other(words);
}

}  // namespace oomscan::redact
