// Exit codes as people say and search for them. Pure functions, safe from any thread.
#pragma once

#include <string>

namespace oomscan::detect {

// 128 + n is how a shell and the runtimes report the end by signal n of Linux.
inline constexpr int kExitBySignal = 128;
inline constexpr int kExitKilled = 137;      // SIGKILL
inline constexpr int kExitTerminated = 143;  // SIGTERM

// "1", "-1073741819 (0xC0000005)": the codes of Windows containers are NTSTATUS values, which the API shows as negative
// numbers and everybody knows in hexadecimal.
[[nodiscard]] std::string exit_code_words(int exit_code);

// "exit code 1", "exit code 139 (SIGSEGV)", "exit code -532462766 (0xE0434352)".
[[nodiscard]] std::string exit_code_cause(int exit_code);

}  // namespace oomscan::detect
