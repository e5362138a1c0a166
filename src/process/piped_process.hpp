// A RunningProcess whose output is read all the time by a small thread of its own, so it never blocks on a full pipe.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "oomscan/ports/process_runner.hpp"
#include "process/capture.hpp"
#include "process/child.hpp"

namespace oomscan::process {

// Keeps at most 1 MiB of unread lines and 64 KiB of each line; what is beyond is read and dropped. Thread-safe.
class PipedProcess : public RunningProcess {
 public:
  // `child` has passed exec; `memory_bytes_max` as in CommandLine. Throws std::system_error if there can be no thread;
  // the child is then killed.
  PipedProcess(std::unique_ptr<Child> child, std::size_t memory_bytes_max);
  ~PipedProcess() override;
  PipedProcess(const PipedProcess&) = delete;
  PipedProcess& operator=(const PipedProcess&) = delete;

  Result<std::string> read_line(std::chrono::milliseconds timeout, std::stop_token stop) override;
  [[nodiscard]] std::optional<ProcessOutcome> ended() override;
  [[nodiscard]] std::string error_output() override;
  void stop() override;

 private:
  void watch(const std::stop_token& stop);
  void accept_out(std::string_view bytes);
  void add_to_line(std::string_view bytes);
  void finish_line();

  std::unique_ptr<Child> child_;  // touched by the thread only, once that runs
  std::size_t memory_bytes_max_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::string> lines_;
  std::size_t lines_bytes_ = 0;
  std::string partial_line_;
  std::string err_;
  std::optional<ProcessOutcome> outcome_;
  std::jthread thread_;  // last: it uses the others
};

}  // namespace oomscan::process
