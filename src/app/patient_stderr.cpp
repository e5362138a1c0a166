#include "app/patient_stderr.hpp"

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace oomscan::app {
namespace {

constexpr std::size_t kWaitingBytesMax = std::size_t{256} << 10;
// Where writing may block, no more than what any terminal or pipe that says it is ready has room for.
constexpr std::size_t kPieceBytes = 512;
constexpr int kPollMilliseconds = 100;

// Another open file description: not blocking is a property of it, and that of descriptor 2 is shared with the shell.
UniqueFd open_again() {
  struct stat info{};
  if (::fstat(STDERR_FILENO, &info) != 0) return {};
  // A file or disk does not stop reading, and opened again it would be written to from its beginning.
  if (!S_ISCHR(info.st_mode) && !S_ISFIFO(info.st_mode)) return {};
  return UniqueFd(::open("/proc/self/fd/2", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

}  // namespace

PatientStderr::PatientStderr(std::stop_token hurry)
    : hurry_(std::move(hurry)), reopened_(open_again()), thread_([this](const std::stop_token& stop) { serve(stop); }) {
  std::cerr.flush();
  before_ = std::cerr.rdbuf(this);
}

PatientStderr::~PatientStderr() {
  drain();
  std::cerr.rdbuf(before_);
}

void PatientStderr::drain() {
  std::unique_lock lock(mutex_);
  const auto done = [this] { return idle_ || (stalled_ && hurry_.stop_requested()); };
  // Looked at from time to time, as a request to hurry wakes nobody here.
  while (!changed_.wait_for(lock, std::chrono::milliseconds{kPollMilliseconds}, done)) {
  }
}

PatientStderr::int_type PatientStderr::overflow(int_type letter) {
  if (traits_type::eq_int_type(letter, traits_type::eof())) return traits_type::not_eof(letter);
  const char one = traits_type::to_char_type(letter);
  take(&one, 1);
  return letter;
}

std::streamsize PatientStderr::xsputn(const char* bytes, std::streamsize count) {
  take(bytes, static_cast<std::size_t>(count));
  return count;
}

void PatientStderr::take(const char* bytes, std::size_t count) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + count > kWaitingBytesMax) {
      dropped_ += count;
      return;
    }
    waiting_.append(bytes, count);
    idle_ = false;
  }
  changed_.notify_all();
}

void PatientStderr::serve(const std::stop_token& stop) {
  std::string writing;
  bool broken = false;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      if (writing.empty()) {
        idle_ = waiting_.empty() && dropped_ == 0;
        if (idle_) changed_.notify_all();
        if (!changed_.wait(lock, stop, [this] { return !waiting_.empty() || dropped_ > 0; })) return;
        writing = std::exchange(waiting_, {});
        if (dropped_ > 0) {
          writing += fmt::format("\n[{} bytes were left out: nobody read them]\n", std::exchange(dropped_, 0));
        }
        idle_ = false;
      }
    }
    const std::size_t written = write_some(writing, broken);
    writing.erase(0, written);
    const std::lock_guard lock(mutex_);
    stalled_ = written == 0;
    // The destructor has waited as long as it is ready to.
    if (stop.stop_requested() && stalled_) return;
  }
}

std::size_t PatientStderr::write_some(const std::string& bytes, bool& broken) const {
  // Nobody is there: as std::cerr's failures, this is nobody's business.
  if (broken) return bytes.size();
  pollfd reader{reopened_ ? reopened_.get() : STDERR_FILENO, POLLOUT, 0};
  if (::poll(&reader, 1, kPollMilliseconds) <= 0) return 0;
  const auto written = ::write(reader.fd, bytes.data(), reopened_ ? bytes.size() : std::min(bytes.size(), kPieceBytes));
  if (written >= 0) return static_cast<std::size_t>(written);
  broken = errno != EAGAIN && errno != EINTR;
  return 0;
}

}  // namespace oomscan::app
