#include "process/piped_process.hpp"

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

#include "process/supervise.hpp"

namespace oomscan::process {
namespace {

constexpr std::size_t kUnreadLinesBytesMax = std::size_t{1} << 20;
constexpr std::size_t kLineBytesMax = std::size_t{64} << 10;
constexpr std::size_t kErrorBytesMax = std::size_t{64} << 10;
constexpr std::chrono::milliseconds kKillAfter{1'000};
// One of a cluster runs all the time, and passes on what it gets rather than keeping it.
constexpr std::chrono::milliseconds kMemoryLook{250};

}  // namespace

PipedProcess::PipedProcess(std::unique_ptr<Child> child, std::size_t memory_bytes_max)
    : child_(std::move(child)),
      memory_bytes_max_(memory_bytes_max),
      thread_([this](const std::stop_token& stop) { watch(stop); }) {}

PipedProcess::~PipedProcess() { stop(); }

void PipedProcess::watch(const std::stop_token& stop) {
  Supervision rules;
  rules.kill_after = kKillAfter;
  rules.memory_bytes_max = memory_bytes_max_;
  rules.memory_look = kMemoryLook;
  rules.out = [this](std::string_view bytes) {
    accept_out(bytes);
    return true;
  };
  rules.err = [this](std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    err_ += bytes.substr(0, kErrorBytesMax - err_.size());
  };
  Child::End end;
  try {
    end = supervise(*child_, rules, stop);
  } catch (const std::bad_alloc&) {
    end = child_->reap();
  }
  const std::lock_guard lock(mutex_);
  if (!partial_line_.empty()) finish_line();
  outcome_ = ProcessOutcome{.end = end.end, .code = end.code, .out = {}, .err = err_, .out_bytes_dropped = 0};
  changed_.notify_all();
}

void PipedProcess::accept_out(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    add_to_line(bytes.substr(0, end));
    if (end == std::string_view::npos) return;
    finish_line();
    bytes.remove_prefix(end + 1);
  }
}

void PipedProcess::add_to_line(std::string_view bytes) {
  partial_line_ += bytes.substr(0, kLineBytesMax - partial_line_.size());
}

void PipedProcess::finish_line() {
  std::string line = std::exchange(partial_line_, {});
  // An empty line must count too, or there could be any number of them.
  if (lines_bytes_ + line.size() + 1 > kUnreadLinesBytesMax) return;
  lines_bytes_ += line.size() + 1;
  lines_.push_back(std::move(line));
  changed_.notify_all();
}

Result<std::string> PipedProcess::read_line(std::chrono::milliseconds timeout, std::stop_token stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, timeout, [this] { return !lines_.empty() || outcome_.has_value(); });
  if (!lines_.empty()) {
    std::string line = std::move(lines_.front());
    lines_.pop_front();
    lines_bytes_ -= line.size() + 1;
    return line;
  }
  if (outcome_) return Error{ErrorKind::not_found, "the program ended its output", ""};
  if (stop.stop_requested()) return Error{ErrorKind::cancelled, "stopped while waiting for the program's output", ""};
  return Error{ErrorKind::timed_out, "the program printed no line in time", ""};
}

std::optional<ProcessOutcome> PipedProcess::ended() {
  const std::lock_guard lock(mutex_);
  return outcome_;
}

std::string PipedProcess::error_output() {
  const std::lock_guard lock(mutex_);
  return err_;
}

void PipedProcess::stop() {
  thread_.request_stop();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return outcome_.has_value(); });
}

}  // namespace oomscan::process
