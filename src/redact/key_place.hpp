// Where a key stands and where its value begins.
#pragma once

#include <cstddef>
#include <optional>

#include "redact/key_words.hpp"
#include "redact/scene.hpp"

namespace oomscan::redact {

enum class Separator {
  equals,     // key=value, key => value, key := value, <key>value
  colon,      // key: value
  blank,      // --key value
  bare,       // key value, as in .netrc, redis.conf, SQL: nothing between them says that it is one
  next_line,  // "--key", and the value in the line below: arguments in describe
};

struct KeyPlace {
  KeyMeaning meaning;
  Separator separator = Separator::equals;
  std::size_t value = 0;        // where the value, with its quote, begins
  std::size_t indent = 0;       // if first on its line
  bool quoted = false;          // the key
  bool in_string = false;       // the key stands unquoted in a quoted, escaped text
  bool first_on_line = false;   // but for blanks, "- " and quotes
  bool in_environment = false;  // laid out as describe does it
  bool tight = false;           // no blank after the colon
  bool in_list = false;         // the value is the first of a list
  bool after_slash = false;     // a part of a path, an image or a prefixed name
  bool encoded = false;         // "key%3Dvalue%26": the value ends with '%', too
};

// The key that the byte at `at` is in, if it may hold a secret and is followed by a value on its line.
[[nodiscard]] std::optional<KeyPlace> find_key(const Scene& scene, std::size_t at);

}  // namespace oomscan::redact
