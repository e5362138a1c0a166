#include "detect/reading/exit_codes.hpp"

#include <array>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

namespace oomscan::detect {
namespace {

// signal(7), x86 and ARM; index = number.
constexpr std::array<std::string_view, 32> kSignalNames = {
    "",          "SIGHUP",  "SIGINT",    "SIGQUIT", "SIGILL",   "SIGTRAP", "SIGABRT", "SIGBUS",
    "SIGFPE",    "SIGKILL", "SIGUSR1",   "SIGSEGV", "SIGUSR2",  "SIGPIPE", "SIGALRM", "SIGTERM",
    "SIGSTKFLT", "SIGCHLD", "SIGCONT",   "SIGSTOP", "SIGTSTP",  "SIGTTIN", "SIGTTOU", "SIGURG",
    "SIGXCPU",   "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO",   "SIGPWR",  "SIGSYS",
};

}  // namespace

std::string exit_code_words(int exit_code) {
  if (exit_code >= 0) return fmt::format("{}", exit_code);
  return fmt::format("{} (0x{:08X})", exit_code, static_cast<std::uint32_t>(exit_code));
}

std::string exit_code_cause(int exit_code) {
  // Compared before it is subtracted: Windows' codes reach down to the lowest int (0x80000003 is a breakpoint).
  if (exit_code <= kExitBySignal || exit_code >= kExitBySignal + static_cast<int>(kSignalNames.size())) {
    return fmt::format("exit code {}", exit_code_words(exit_code));
  }
  return fmt::format("exit code {} ({})", exit_code, kSignalNames[static_cast<std::size_t>(exit_code - kExitBySignal)]);
}

}  // namespace oomscan::detect
