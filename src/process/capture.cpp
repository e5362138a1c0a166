#include "process/capture.hpp"

#include <algorithm>
#include <utility>

namespace oomscan::process {

bool Capture::append(std::string_view bytes) {
  const std::size_t room = bytes_max_ - kept_.size();
  const std::size_t fitting = std::min(room, bytes.size());
  kept_.append(bytes.substr(0, fitting));
  bytes.remove_prefix(fitting);
  if (bytes.empty()) return true;
  dropped_ += bytes.size();
  if (overflow_ == Overflow::keep_tail) append_ring(bytes);
  return overflow_ != Overflow::fail;
}

// Called only when kept_ is full: what comes overwrites the oldest.
void Capture::append_ring(std::string_view bytes) {
  if (bytes_max_ == 0) return;
  if (bytes.size() >= bytes_max_) {
    kept_.assign(bytes.substr(bytes.size() - bytes_max_));
    oldest_ = 0;
    return;
  }
  const std::size_t to_end = std::min(bytes.size(), bytes_max_ - oldest_);
  std::copy_n(bytes.begin(), to_end, kept_.begin() + static_cast<std::ptrdiff_t>(oldest_));
  std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(to_end), bytes.end(), kept_.begin());
  oldest_ = (oldest_ + bytes.size()) % bytes_max_;
}

std::string Capture::take() {
  std::rotate(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(oldest_), kept_.end());
  oldest_ = 0;
  return std::exchange(kept_, {});
}

}  // namespace oomscan::process
