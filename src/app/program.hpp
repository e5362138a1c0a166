// The program from its first to its last line. See program.cpp: it reads as a table of contents.
#pragma once

#include <span>

namespace oomscan::app {

// `argv` as in main(). Returns the exit code. Called once, from the main thread, before any other thread exists.
[[nodiscard]] int run_program(std::span<const char* const> argv);

}  // namespace oomscan::app
