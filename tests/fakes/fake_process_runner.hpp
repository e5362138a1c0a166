// A ProcessRunner without processes. What a command does is decided by, in this order: fail_next, the queue filled by
// will_exit / will_end / will_start, and the functions on_run / on_start. Everything it was asked is recorded.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "oomscan/ports/process_runner.hpp"

namespace oomscan::fakes {

// What a FakeRunningProcess does; shared, so that a test can end the child or look at it after it was destroyed.
// Thread-safe.
class FakeChild {
 public:
  explicit FakeChild(std::vector<std::string> lines = {}) : lines_(lines.begin(), lines.end()) {}

  // What read_line gives next; once they are used up it is timed_out while the child runs, not_found when it has ended.
  void add_line(std::string line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
  }
  void add_error_output(std::string_view text) {
    const std::lock_guard lock(mutex_);
    err_ += text;
  }
  // The child ends by itself.
  void end(int code, ProcessEnd how = ProcessEnd::exited) {
    const std::lock_guard lock(mutex_);
    ended_ = ProcessOutcome{.end = how, .code = code, .out = {}, .err = err_, .out_bytes_dropped = 0};
  }
  [[nodiscard]] bool stopped() const {
    const std::lock_guard lock(mutex_);
    return stops_ > 0;
  }

  Result<std::string> read_line(const std::stop_token& stop) {
    const std::lock_guard lock(mutex_);
    if (!lines_.empty()) {
      std::string line = std::move(lines_.front());
      lines_.pop_front();
      return line;
    }
    if (stop.stop_requested()) return Error{ErrorKind::cancelled, "stopped", ""};
    if (ended_) return Error{ErrorKind::not_found, "the output has ended", ""};
    return Error{ErrorKind::timed_out, "no line in time", ""};
  }
  [[nodiscard]] std::optional<ProcessOutcome> ended() const {
    const std::lock_guard lock(mutex_);
    return ended_;
  }
  [[nodiscard]] std::string error_output() const {
    const std::lock_guard lock(mutex_);
    return err_;
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    ++stops_;
    if (!ended_) {
      ended_ = ProcessOutcome{.end = ProcessEnd::stopped, .code = 15, .out = {}, .err = err_, .out_bytes_dropped = 0};
    }
  }

 private:
  mutable std::mutex mutex_;
  std::deque<std::string> lines_;
  std::string err_;
  std::optional<ProcessOutcome> ended_;
  int stops_ = 0;
};

class FakeRunningProcess : public RunningProcess {
 public:
  explicit FakeRunningProcess(std::shared_ptr<FakeChild> child) : child_(std::move(child)) {}
  ~FakeRunningProcess() override { child_->stop(); }
  FakeRunningProcess(const FakeRunningProcess&) = delete;
  FakeRunningProcess& operator=(const FakeRunningProcess&) = delete;

  Result<std::string> read_line(std::chrono::milliseconds, std::stop_token stop) override {
    return child_->read_line(stop);
  }
  [[nodiscard]] std::optional<ProcessOutcome> ended() override { return child_->ended(); }
  [[nodiscard]] std::string error_output() override { return child_->error_output(); }
  void stop() override { child_->stop(); }

 private:
  std::shared_ptr<FakeChild> child_;
};

// Thread-safe, but for on_run and on_start: set them before use.
class FakeProcessRunner : public ProcessRunner {
 public:
  struct Call {
    CommandLine command;
    ProcessLimits limits;  // as given to run; defaults for start
    bool started = false;  // by start, not run
  };

  // Called for commands that nothing was queued for; unset: exits with 0 and no output / runs until stopped.
  std::function<Result<ProcessOutcome>(const CommandLine&, const ProcessLimits&, std::stop_token)> on_run;
  std::function<Result<std::shared_ptr<FakeChild>>(const CommandLine&)> on_start;

  // The next run or start returns this error.
  void fail_next(Error error) {
    const std::lock_guard lock(mutex_);
    errors_.push_back(std::move(error));
  }
  void will_exit(int code, std::string out = {}, std::string err = {}) {
    will_end({.end = ProcessEnd::exited,
              .code = code,
              .out = std::move(out),
              .err = std::move(err),
              .out_bytes_dropped = 0});
  }
  void will_end(ProcessOutcome outcome) {
    const std::lock_guard lock(mutex_);
    outcomes_.push_back(std::move(outcome));
  }
  // The child that the next start gives; keep the pointer to end it or to see that it was stopped.
  std::shared_ptr<FakeChild> will_start(std::vector<std::string> lines = {}) {
    auto child = std::make_shared<FakeChild>(std::move(lines));
    const std::lock_guard lock(mutex_);
    children_.push_back(child);
    return child;
  }

  Result<ProcessOutcome> run(const CommandLine& command, const ProcessLimits& limits, std::stop_token stop) override {
    {
      const std::lock_guard lock(mutex_);
      calls_.push_back({command, limits, false});
      if (auto error = take(errors_)) return *std::move(error);
      if (auto outcome = take(outcomes_)) return *std::move(outcome);
    }
    if (on_run) return on_run(command, limits, std::move(stop));
    return ProcessOutcome{};
  }

  Result<std::unique_ptr<RunningProcess>> start(const CommandLine& command) override {
    std::shared_ptr<FakeChild> child;
    {
      const std::lock_guard lock(mutex_);
      calls_.push_back({command, {}, true});
      if (auto error = take(errors_)) return *std::move(error);
      if (auto queued = take(children_)) child = *std::move(queued);
    }
    if (!child && on_start) {
      auto made = on_start(command);
      if (!made) return made.error();
      child = *made;
    }
    if (!child) child = std::make_shared<FakeChild>();
    return std::unique_ptr<RunningProcess>(std::make_unique<FakeRunningProcess>(std::move(child)));
  }

  [[nodiscard]] std::vector<Call> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

 private:
  template <class T>
  static std::optional<T> take(std::deque<T>& queue) {
    if (queue.empty()) return std::nullopt;
    std::optional<T> first(std::move(queue.front()));
    queue.pop_front();
    return first;
  }

  mutable std::mutex mutex_;
  std::vector<Call> calls_;
  std::deque<Error> errors_;
  std::deque<ProcessOutcome> outcomes_;
  std::deque<std::shared_ptr<FakeChild>> children_;
};

}  // namespace oomscan::fakes
