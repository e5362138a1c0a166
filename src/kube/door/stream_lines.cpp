#include "kube/door/stream_lines.hpp"

#include <utility>

namespace oomscan::kube {

bool StreamLines::receive(std::string_view bytes) {
  while (!bytes.empty() && !has_enough_ && !line_is_too_long_) {
    const std::size_t end = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, end);
    if (pending_.size() + piece.size() > line_bytes_max_) {
      line_is_too_long_ = true;
      break;
    }
    if (end == std::string_view::npos) {
      pending_.append(piece);
      break;
    }
    bytes.remove_prefix(end + 1);
    if (pending_.empty()) {
      give(piece);
    } else {
      // Taken off first: one long line must not leave its buffer to a stream that is quiet for hours.
      const std::string line = std::exchange(pending_, {}).append(piece);
      give(line);
    }
  }
  return !has_enough_ && !line_is_too_long_;
}

void StreamLines::end() {
  if (!has_enough_ && !line_is_too_long_) give(std::exchange(pending_, {}));
}

bool StreamLines::give(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return true;
  has_enough_ = !lines_.receive_line(line);
  return !has_enough_;
}

}  // namespace oomscan::kube
