// Diagnostics and progress on their way to a reader who may have stopped reading (a terminal held by Ctrl-S, a pager):
// whoever says something never waits for it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stop_token>
#include <streambuf>
#include <string>
#include <thread>

#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::app {

// While it lives, std::cerr only takes note, and a thread of its own writes to descriptor 2. At most 256 KiB wait; what
// is over that is dropped, and how many bytes were is said when the reader goes on. Made once, from the main thread,
// after the signals were blocked; whoever else writes to std::cerr may do so from any thread.
class PatientStderr : private std::streambuf {
 public:
  // `hurry`: once it is requested, nobody waits for the reader any more. Throws std::system_error for want of a thread.
  explicit PatientStderr(std::stop_token hurry);
  // As `drain`; then std::cerr is as before.
  ~PatientStderr() override;
  PatientStderr(const PatientStderr&) = delete;
  PatientStderr& operator=(const PatientStderr&) = delete;

  // Blocks until all that was said has been written, as any program waits for its reader at its end; after `hurry`
  // only for as long as the reader keeps on reading.
  void drain();

 private:
  int_type overflow(int_type letter) override;
  std::streamsize xsputn(const char* bytes, std::streamsize count) override;

  void take(const char* bytes, std::size_t count);
  void serve(const std::stop_token& stop);
  // Writes some of `bytes`, waiting for the reader for a short time; how many. 0: he takes nothing now.
  std::size_t write_some(const std::string& bytes, bool& broken) const;

  const std::stop_token hurry_;
  UniqueFd reopened_;  // descriptor 2 once more, not blocking; none where it cannot be opened again
  std::streambuf* before_ = nullptr;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::string waiting_;
  std::size_t dropped_ = 0;
  bool idle_ = true;      // nothing waits, and nothing is being written
  bool stalled_ = false;  // the reader took nothing for a while
  std::jthread thread_;   // last: it uses the others
};

}  // namespace oomscan::app
