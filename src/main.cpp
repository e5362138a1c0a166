#include <cstddef>
#include <cstdio>
#include <exception>
#include <span>

#include "app/exit_code.hpp"
#include "app/program.hpp"

int main(int argc, char** argv) {
  try {
    return oomscan::app::run_program(std::span<const char* const>{argv, static_cast<std::size_t>(argc)});
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "error: a bug in oom-scan: %s\n", bug.what());
    return oomscan::app::kExitBug;
  }
}
