// What the matchers of one text share: the text, what was found so far, and where they may not look back past.
// Invariant: `found` is in the order of the text and does not overlap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace oomscan::redact {

enum class Kind : std::uint8_t {
  password,
  secret,
  token,
  bearer_token,
  basic_auth,
  jwt,
  private_key,
  api_key,
  aws_key_id,
  aws_secret_key,
  credential,
  connection_string,
  cookie,
};

// What stands in place of a secret: "[redacted: password]".
[[nodiscard]] std::string_view marker(Kind kind);

// Length of the marker that stands at `pos`; 0: none does.
[[nodiscard]] std::size_t marker_length(std::string_view text, std::size_t pos);

// Where the first marker begins, npos if there is none.
[[nodiscard]] std::size_t find_marker(std::string_view text);

struct Found {
  std::size_t begin = 0;
  std::size_t end = 0;
  Kind kind = Kind::secret;
};

class Scene {
 public:
  explicit Scene(std::string_view whole) : text(whole) {}

  // What is before the floor is left out. Returns `end`: where to go on.
  std::size_t add(std::size_t begin, std::size_t end, Kind kind);

  // Found ahead of where the search is; what is found on the way is still taken.
  void add_ahead(Found found_ahead) { ahead_ = found_ahead; }

  // No more is found: completes `found`.
  void finish();

  // End of the last one found: what is before is settled.
  [[nodiscard]] std::size_t floor() const { return found.empty() ? 0 : found.back().end; }

  // Where the next "-----END" begins, npos if there is none. Asked with ascending positions, all calls together read
  // the text once: a text full of beginnings without an end stays linear.
  [[nodiscard]] std::size_t next_pem_end(std::size_t from);

  const std::string_view text;
  std::vector<Found> found;

 private:
  std::optional<Found> ahead_;
  std::size_t pem_end_ = 0;
  bool pem_end_known_ = false;
};

}  // namespace oomscan::redact
