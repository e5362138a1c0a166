#include "kube/list/list_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>

#include <fmt/format.h>

namespace oomscan::kube {

std::optional<Error> PageTrail::follow(const std::string& token) {
  if (token.size() > kContinueTokenBytesMax) {
    return Error{ErrorKind::bad_answer, fmt::format("the list's continue token has {} bytes", token.size()), ""};
  }
  if (!seen_.insert(std::hash<std::string>{}(token)).second) {
    return Error{ErrorKind::bad_answer, "the list does not end: its continue token repeats", ""};
  }
  if (seen_.size() >= kPagesMax) {
    return Error{ErrorKind::bad_answer, fmt::format("the list does not end: {} pages were read", seen_.size()), ""};
  }
  return std::nullopt;
}

std::size_t next_page_limit(std::size_t page_bytes, std::size_t elements) {
  if (elements == 0 || page_bytes == 0) return kPageLimit;
  const std::size_t bytes_each = std::max<std::size_t>(1, page_bytes / elements);
  return std::clamp(kPageBytesWanted / bytes_each, kPageLimit, kPageLimitMax);
}

Error unasked_encoding() { return {ErrorKind::bad_answer, "the answer is in protobuf, which was not asked for", ""}; }

Error unreadable_items(std::int64_t count) {
  return {ErrorKind::bad_answer,
          fmt::format("{} element{} of the list could not be understood", count, count == 1 ? "" : "s"), ""};
}

}  // namespace oomscan::kube
