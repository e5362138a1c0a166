#include "http/body.hpp"

#include <algorithm>
#include <utility>

namespace oomscan::http {
namespace {

// Smaller bodies grow as strings do.
constexpr std::size_t kLargeBytes = std::size_t{1} << 20;
// What is reserved but never written to is not memory in use.
constexpr std::size_t kGrowth = 2;

}  // namespace

bool Body::expect(std::size_t bytes) {
  if (bytes > bytes_max_ && overflow_ == Overflow::fail) return false;
  kept_.reserve(std::min(bytes, bytes_max_));
  return true;
}

void Body::grow_for(std::size_t bytes) {
  const std::size_t needed = kept_.size() + bytes;
  if (needed <= kept_.capacity() || needed < kLargeBytes) return;
  kept_.reserve(std::min(std::max(likely_bytes_, kGrowth * needed), bytes_max_));
}

bool Body::append(std::string_view bytes) {
  const std::size_t fitting = std::min(bytes_max_ - kept_.size(), bytes.size());
  grow_for(fitting);
  kept_.append(bytes.substr(0, fitting));
  bytes.remove_prefix(fitting);
  if (bytes.empty()) return true;
  dropped_ += bytes.size();
  if (overflow_ != Overflow::keep_tail || bytes_max_ == 0) return overflow_ != Overflow::fail;
  // Full: what comes overwrites the oldest, going round.
  if (bytes.size() > bytes_max_) bytes.remove_prefix(bytes.size() - bytes_max_);
  const std::size_t to_end = std::min(bytes.size(), bytes_max_ - oldest_);
  std::copy_n(bytes.begin(), to_end, kept_.begin() + static_cast<std::ptrdiff_t>(oldest_));
  std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(to_end), bytes.end(), kept_.begin());
  oldest_ = (oldest_ + bytes.size()) % bytes_max_;
  return true;
}

std::string Body::take() {
  std::rotate(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(oldest_), kept_.end());
  oldest_ = 0;
  return std::exchange(kept_, {});
}

}  // namespace oomscan::http
