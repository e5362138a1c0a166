// Bytes to a file descriptor, with no failure lost.
#pragma once

#include <array>
#include <cstddef>
#include <streambuf>
#include <string_view>

#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::files {

// Writes all of it; 0 or an errno.
[[nodiscard]] int write_all(int fd, std::string_view content);

// Closes; 0 or an errno: network file systems report a full disk only here.
[[nodiscard]] int close_checked(UniqueFd& fd);

// For std::ostream: the stream goes bad at the first failure, and `error_number` says why. Does not own the descriptor.
// Not thread-safe.
class FdStreambuf : public std::streambuf {
 public:
  explicit FdStreambuf(int fd);

  [[nodiscard]] int error_number() const { return error_number_; }

 protected:
  int_type overflow(int_type letter) override;
  std::streamsize xsputn(const char* bytes, std::streamsize count) override;
  int sync() override;

 private:
  static constexpr std::size_t kBufferBytes = std::size_t{64} << 10;
  bool write_out(std::string_view bytes);
  bool empty_buffer();

  int fd_;
  int error_number_ = 0;
  std::array<char, kBufferBytes> buffer_;
};

}  // namespace oomscan::files
