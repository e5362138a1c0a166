#include <cstddef>
#include <cstdio>
#include <exception>
#include <span>
#include <system_error>

#include "app/exit_code.hpp"
#include "app/private_memory.hpp"
#include "app/program.hpp"
#include "app/standard_streams.hpp"

namespace {

// What to do about a limit of the machine; nullptr: it is none.
const char* limit_reached(const std::error_code& code) {
  if (code == std::errc::resource_unavailable_try_again) {
    return "raise the limit of processes and threads (ulimit -u), or run fewer programs at once";
  }
  if (code == std::errc::too_many_files_open || code == std::errc::too_many_files_open_in_system) {
    return "raise the limit of open files (ulimit -n)";
  }
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  oomscan::app::keep_memory_private();
  oomscan::app::occupy_standard_streams();
  try {
    return oomscan::app::run_program(std::span<const char* const>{argv, static_cast<std::size_t>(argc)});
  } catch (const std::system_error& failure) {
    if (const char* what = limit_reached(failure.code())) {
      std::fprintf(stderr, "error: this machine gives no more: %s\nhint: %s\n", failure.code().message().c_str(), what);
      return oomscan::app::kExitNothingScanned;
    }
    std::fprintf(stderr, "error: a bug in oom-scan: %s\n", failure.what());
    return oomscan::app::kExitBug;
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "error: a bug in oom-scan: %s\n", bug.what());
    return oomscan::app::kExitBug;
  }
}
