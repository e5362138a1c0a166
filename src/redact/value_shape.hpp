// What a value looks like, apart from where it stands. Pure; each reads at most the value.
#pragma once

#include <string>
#include <string_view>

namespace oomscan::redact {

// Stands for a value without being one: empty, null, true, ****, <none>, ${VAR}, $(VAR), {{ var }}, %s.
[[nodiscard]] bool is_placeholder(std::string_view value);

// Source code that gets a value: process.env.X, get_token(config), getpass().
[[nodiscard]] bool is_code(std::string_view value);

// Begins as a sentence does: "must not be empty", "expired", "authentication failed".
[[nodiscard]] bool is_prose(std::string_view value);

// A short number, a duration, a ratio: 5, 0.25, 3607s, 12/40.
[[nodiscard]] bool is_small_number(std::string_view value);

// An absolute path below a directory that containers have, or a URL.
[[nodiscard]] bool is_place(std::string_view value);

// A name as Kubernetes objects have, with or without namespace: "db-creds", "openshift-config/pull-secret".
[[nodiscard]] bool is_object_name(std::string_view value);

// "v2", "1.4.2", "latest": what follows the colon of an image.
[[nodiscard]] bool is_image_tag(std::string_view value);

// Not an English word: has a digit, a sign, or a capital inside.
[[nodiscard]] bool is_uncommon(std::string_view value);

// Long and mixed enough to be drawn at random.
[[nodiscard]] bool is_random(std::string_view value);

// What stands in base64 text (standard alphabet), as far as it can be decoded.
[[nodiscard]] std::string decoded_base64(std::string_view text);

}  // namespace oomscan::redact
