#include "process/supervise.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdint>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace oomscan::process {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

// How long a grandchild may hold the pipes open after the child has ended.
constexpr milliseconds kDrainGrace{250};
// How often to look where the kernel has no descriptor that would wake us.
constexpr milliseconds kLookInterval{20};
constexpr std::size_t kReadBytes = std::size_t{64} << 10;
constexpr int kReadsPerTurn = 16;
// After the group was killed only what is in the pipe counts: no pipe holds more without privileges.
constexpr int kReadsAfterKill = 16;

// A descriptor that becomes readable when a stop is requested.
class StopFd {
 public:
  explicit StopFd(const std::stop_token& stop)
      : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), callback_(stop, Wake{fd_.get()}) {}
  [[nodiscard]] int get() const { return fd_.get(); }

 private:
  struct Wake {
    int fd;
    void operator()() const noexcept {
      const std::uint64_t one = 1;
      [[maybe_unused]] const auto written = ::write(fd, &one, sizeof one);  // -1 fails, harmlessly
    }
  };
  UniqueFd fd_;
  std::stop_callback<Wake> callback_;
};

// For poll: rounded up, so that it does not spin in the last millisecond. -1: for ever.
int poll_timeout(std::optional<Deadline> until) {
  if (!until) return -1;
  const auto left = std::chrono::ceil<milliseconds>(*until - SteadyClock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, INT_MAX));
}

void make_sooner(std::optional<Deadline>& until, Deadline other) { until = until ? std::min(*until, other) : other; }

class Supervisor {
 public:
  Supervisor(Child& child, const Supervision& rules, const std::stop_token& stop)
      : child_(child), rules_(rules), stop_(stop), stop_fd_(stop), out_{child.out().get()}, err_{child.err().get()} {}

  Child::End run() {
    while (!finished()) {
      wait();
      if (stop_.stop_requested()) end_because(ProcessEnd::stopped);
      if (rules_.deadline && SteadyClock::now() >= *rules_.deadline) end_because(ProcessEnd::timed_out);
      if (rules_.memory_bytes_max > 0 && SteadyClock::now() >= look_at_memory_) look_at_memory();
      if (kill_at_ && SteadyClock::now() >= *kill_at_) {
        child_.signal_group(SIGKILL);
        kill_at_.reset();
      }
      read_all(kReadsPerTurn);
      if (!drain_until_ && child_.has_ended()) drain_until_ = SteadyClock::now() + kDrainGrace;
    }
    child_.signal_group(SIGKILL);
    read_all(kReadsAfterKill);
    const Child::End end = child_.reap();
    return {reason_.value_or(end.end), end.code};
  }

 private:
  [[nodiscard]] bool finished() const {
    if (!drain_until_) return false;
    return (out_ < 0 && err_ < 0) || SteadyClock::now() >= *drain_until_;
  }

  void wait() const {
    std::optional<Deadline> until = drain_until_;
    if (kill_at_) make_sooner(until, *kill_at_);
    // Once it is ending, or has ended, neither the deadline nor a stop changes anything, and being readable for ever
    // they would make this spin; poll passes over negative descriptors.
    const bool is_ending = reason_ || drain_until_;
    if (rules_.deadline && !is_ending) make_sooner(until, *rules_.deadline);
    if (rules_.memory_bytes_max > 0 && !is_ending) make_sooner(until, look_at_memory_);
    if (child_.end_fd() < 0 || stop_fd_.get() < 0) make_sooner(until, SteadyClock::now() + kLookInterval);
    const int end_fd = drain_until_ ? -1 : child_.end_fd();
    const int stop_fd = is_ending ? -1 : stop_fd_.get();
    std::array<pollfd, 4> watched{{{out_, POLLIN, 0}, {err_, POLLIN, 0}, {end_fd, POLLIN, 0}, {stop_fd, POLLIN, 0}}};
    ::poll(watched.data(), watched.size(), poll_timeout(until));
  }

  void end_because(ProcessEnd reason) {
    if (reason_ || drain_until_) return;
    reason_ = reason;
    child_.signal_group(SIGTERM);
    kill_at_ = SteadyClock::now() + rules_.kill_after;
  }

  // KILL at once: what is asked to end may go on growing.
  void look_at_memory() {
    look_at_memory_ = SteadyClock::now() + rules_.memory_look;
    if (reason_ || drain_until_ || child_.resident_bytes() <= rules_.memory_bytes_max) return;
    end_because(ProcessEnd::too_much_memory);
    kill_at_ = SteadyClock::now();
  }

  void read_all(int reads_max) {
    read(out_, reads_max, [this](std::string_view bytes) {
      if (rules_.out(bytes)) return;
      end_because(ProcessEnd::too_much_output);
      if (!reason_) reason_ = ProcessEnd::too_much_output;
    });
    read(err_, reads_max, rules_.err);
  }

  static void read(int& fd, int reads_max, const std::function<void(std::string_view)>& sink) {
    std::array<char, kReadBytes> bytes;  // not initialised: 64 KiB at every turn would cost
    for (int count = 0; count < reads_max && fd >= 0; ++count) {
      const auto got = ::read(fd, bytes.data(), bytes.size());
      if (got > 0) {
        sink({bytes.data(), static_cast<std::size_t>(got)});
      } else if (got < 0 && errno == EAGAIN) {
        return;
      } else if (got == 0 || errno != EINTR) {
        fd = -1;
      }
    }
  }

  Child& child_;
  const Supervision& rules_;
  const std::stop_token& stop_;
  StopFd stop_fd_;
  int out_;  // -1 at its end
  int err_;
  std::optional<ProcessEnd> reason_;  // why we ended it, if we did
  Deadline look_at_memory_ = SteadyClock::now() + rules_.memory_look;
  std::optional<Deadline> kill_at_;      // TERM was sent, KILL is due
  std::optional<Deadline> drain_until_;  // the child has ended
};

}  // namespace

ExecOutcome await_exec(const Child& child, Deadline deadline, const std::stop_token& stop) {
  const StopFd stop_fd(stop);
  while (true) {
    if (stop.stop_requested()) return {ExecOutcome::What::stopped, 0};
    std::array<pollfd, 2> watched{{{child.exec_error().get(), POLLIN, 0}, {stop_fd.get(), POLLIN, 0}}};
    std::optional<Deadline> until = deadline;
    if (stop_fd.get() < 0) make_sooner(until, SteadyClock::now() + kLookInterval);
    ::poll(watched.data(), watched.size(), poll_timeout(until));
    if (watched[0].revents != 0) break;
    if (SteadyClock::now() >= deadline) return {ExecOutcome::What::timed_out, 0};
  }
  const int reason = child.failed_exec();
  return {reason == 0 ? ExecOutcome::What::started : ExecOutcome::What::failed, reason};
}

Child::End supervise(Child& child, const Supervision& rules, const std::stop_token& stop) {
  return Supervisor(child, rules, stop).run();
}

}  // namespace oomscan::process
