#include "files/file_writing.hpp"

#include <cerrno>
#include <ostream>

#include <unistd.h>

namespace oomscan::files {

int write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    const auto written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    // POSIX allows it of a device that takes nothing; going on would be going on for ever.
    if (written == 0) return EIO;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

int close_checked(UniqueFd& fd) { return ::close(fd.release()) == 0 || errno == EINTR ? 0 : errno; }

FdStreambuf::FdStreambuf(int fd) : fd_(fd) { setp(buffer_.data(), buffer_.data() + buffer_.size()); }

bool FdStreambuf::write_out(std::string_view bytes) {
  if (error_number_ == 0) error_number_ = write_all(fd_, bytes);
  return error_number_ == 0;
}

bool FdStreambuf::empty_buffer() {
  const bool written = write_out({pbase(), static_cast<std::size_t>(pptr() - pbase())});
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  return written;
}

FdStreambuf::int_type FdStreambuf::overflow(int_type letter) {
  if (!empty_buffer()) return traits_type::eof();
  if (!traits_type::eq_int_type(letter, traits_type::eof())) sputc(traits_type::to_char_type(letter));
  return traits_type::not_eof(letter);
}

std::streamsize FdStreambuf::xsputn(const char* bytes, std::streamsize count) {
  if (count <= epptr() - pptr()) return std::streambuf::xsputn(bytes, count);
  const bool written = empty_buffer() && write_out({bytes, static_cast<std::size_t>(count)});
  return written ? count : 0;
}

int FdStreambuf::sync() { return empty_buffer() ? 0 : -1; }

}  // namespace oomscan::files
