// Child processes: argv only, never a shell.
//
// Every child gets: its own process group, stdin from /dev/null, close-on-exec for everything else, default signal
// dispositions (but SIGHUP, SIGINT and SIGQUIT stay ignored if they are), and death with this program (however it
// dies). It inherits the environment, which is never logged.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "oomscan/model/result.hpp"

namespace oomscan {

// What to keep of more bytes than a limit allows.
enum class Overflow {
  fail,       // too much is an error
  keep_head,  // the first bytes; the rest is read and dropped
  keep_tail,  // the last bytes
};

// What a client needs for an honest answer is a tenth of it; what it makes of a hostile one has no limit of its own.
inline constexpr std::size_t kChildMemoryBytesMax = std::size_t{512} << 20;

struct CommandLine {
  std::vector<std::string> argv;  // argv[0] is a path or a name looked up in PATH; at least one element
  std::vector<std::pair<std::string, std::string>> extra_environment;
  // Resident bytes of the program and of all that it starts; looked at many times a second. With more it is ended.
  std::size_t memory_bytes_max = kChildMemoryBytesMax;
};

struct ProcessLimits {
  std::chrono::milliseconds timeout{45'000};  // then TERM, then after `kill_after` KILL, to the whole group
  std::chrono::milliseconds kill_after{1'000};
  std::size_t stdout_bytes_max = std::size_t{64} << 20;
  Overflow stdout_overflow = Overflow::fail;
  std::size_t stderr_bytes_max = std::size_t{64} << 10;  // always keep_head
};

enum class ProcessEnd { exited, signalled, timed_out, stopped, too_much_output, too_much_memory };

struct ProcessOutcome {
  ProcessEnd end = ProcessEnd::exited;
  int code = 0;  // exit status, or signal number
  std::string out;
  std::string err;
  std::size_t out_bytes_dropped = 0;
};

// A child that runs until it is stopped. Destroying it stops it (TERM, then KILL to the group) and reaps it.
// Thread-safe.
class RunningProcess {
 public:
  virtual ~RunningProcess() = default;

  // The next line of stdout without its newline; timed_out or cancelled; not_found once stdout is at its end.
  virtual Result<std::string> read_line(std::chrono::milliseconds timeout, std::stop_token stop) = 0;

  // nullopt while it runs; `out` stays empty. Does not block.
  [[nodiscard]] virtual std::optional<ProcessOutcome> ended() = 0;

  // The first 64 KiB of what it wrote to stderr so far.
  [[nodiscard]] virtual std::string error_output() = 0;

  // Idempotent. Returns when the child is reaped.
  virtual void stop() = 0;
};

// Thread-safe.
class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;

  // Blocks until the child has ended and is reaped. not_found: no such program; local_permission: not executable;
  // io: out of processes, descriptors or memory. A failing, killed or stopped child is an outcome, not an error.
  virtual Result<ProcessOutcome> run(const CommandLine& command, const ProcessLimits& limits, std::stop_token stop) = 0;

  // Errors as for `run`.
  virtual Result<std::unique_ptr<RunningProcess>> start(const CommandLine& command) = 0;
};

}  // namespace oomscan
