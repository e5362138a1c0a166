// Walking a JSON text once, in the order in which it stands, without building a tree.
// Templates over the reader's object and value types, so that the JSON library stays in .cpp files.
// Invariant: null and missing fields are absent; so are fields of another type than their own, which set
// `Walk::mistyped`; text that is not JSON sets `Walk::broken`, for good.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "kube/list/quantity.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::kube {

struct Walk {
  bool broken = false;
  bool mistyped = false;  // something was there that could not be understood: what was read is not all
};

// The key as it stands in the text: keys that we look for need no escapes.
[[nodiscard]] inline std::string_view raw_key(const char* first) {
  const char* last = first;
  while (*last != '"') last += *last == '\\' ? 2 : 1;
  return {first, static_cast<std::size_t>(last - first)};
}

// '{', '[', '"', 't', 'f', 'n', or the first character of a number.
template <class Value>
[[nodiscard]] char first_char(Value& value) {
  const std::string_view token = value.raw_json_token();
  return token.empty() ? '\0' : token.front();
}

// For a value of another type than its field's.
template <class Value>
void pass_over(Value& value, Walk& walk) {
  if (first_char(value) != 'n') walk.mistyped = true;
}

// visit(std::string_view key, Value& value) for each field of a reader's object.
template <class Object, class Visit>
void each_field_of(Object&& object, Walk& walk, Visit&& visit) {
  for (auto field : object) {
    if (field.error()) {
      walk.broken = true;
      return;
    }
    auto inner = field.value().value_unsafe();
    visit(raw_key(field.key().value_unsafe().raw()), inner);
    if (walk.broken) return;
  }
}

// The same for a value. False: it is no object, and nothing was visited.
template <class Value, class Visit>
bool each_field(Value& value, Walk& walk, Visit&& visit) {
  if (first_char(value) != '{') {
    pass_over(value, walk);
    return false;
  }
  auto object = value.get_object();
  if (object.error()) {
    walk.broken = true;
  } else {
    each_field_of(object, walk, visit);
  }
  return true;
}

// visit(Value& element) for each element, if it is an array. False: it is not.
template <class Value, class Visit>
bool each_element(Value& value, Walk& walk, Visit&& visit) {
  if (first_char(value) != '[') {
    pass_over(value, walk);
    return false;
  }
  auto array = value.get_array();
  if (array.error()) {
    walk.broken = true;
    return false;
  }
  for (auto element : array) {
    if (element.error()) {
      walk.broken = true;
      return true;
    }
    auto inner = element.value_unsafe();
    visit(inner);
    if (walk.broken) return true;
  }
  return true;
}

// Valid until the reader's next page.
template <class Value>
[[nodiscard]] std::string_view text_of(Value& value, Walk& walk) {
  std::string_view token = value.raw_json_token();
  if (token.empty() || token.front() != '"') {
    pass_over(value, walk);
    return {};
  }
  // A string without escapes stands in the page as it is.
  if (token.find('\\') == std::string_view::npos) {
    const std::size_t close = token.rfind('"');
    if (close == 0) {
      walk.broken = true;
      return {};
    }
    return token.substr(1, close - 1);
  }
  auto text = value.get_string();
  if (text.error()) {
    walk.broken = true;
    return {};
  }
  return text.value_unsafe();
}

template <class Value>
void read(Value& value, Walk& walk, std::string& into) {
  into.assign(text_of(value, walk));
}

template <class Value>
void read(Value& value, Walk& walk, std::optional<Timestamp>& into) {
  into = parse_rfc3339(text_of(value, walk));
}

template <class Value>
void read(Value& value, Walk& walk, bool& into) {
  const char first = first_char(value);
  into = first == 't';
  if (first != 't' && first != 'f') pass_over(value, walk);
}

template <class Value>
[[nodiscard]] std::optional<std::int64_t> integer_of(Value& value, Walk& walk) {
  const char first = first_char(value);
  if (first == '-' || (first >= '0' && first <= '9')) {
    auto number = value.get_int64();
    if (!number.error()) return static_cast<std::int64_t>(number.value_unsafe());
  }
  pass_over(value, walk);
  return std::nullopt;
}

template <class Value>
void read(Value& value, Walk& walk, std::optional<std::int64_t>& into) {
  into = integer_of(value, walk);
}

template <class Value>
void read(Value& value, Walk& walk, std::int64_t& into) {
  into = integer_of(value, walk).value_or(0);
}

template <class Value>
void read(Value& value, Walk& walk, int& into) {
  const std::int64_t number = integer_of(value, walk).value_or(0);
  const bool fits = number >= std::numeric_limits<int>::min() && number <= std::numeric_limits<int>::max();
  into = fits ? static_cast<int>(number) : 0;
  if (!fits) walk.mistyped = true;
}

// A quantity is a string, or (1e9, 128974848) a bare number.
template <class Value>
void read_bytes(Value& value, Walk& walk, std::optional<std::int64_t>& into) {
  into = first_char(value) == '"' ? parse_bytes(text_of(value, walk)) : integer_of(value, walk);
  if (into && *into < 0) into.reset();
}

}  // namespace oomscan::kube
