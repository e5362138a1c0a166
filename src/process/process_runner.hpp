// Real child processes behind the port ProcessRunner.
#pragma once

#include <memory>

#include "oomscan/ports/process_runner.hpp"
#include "process/janitor.hpp"

namespace oomscan::process {

// All children are forked by one thread that the runner and its running processes share; these may outlive the runner.
// `janitor` may be null; otherwise it outlives the runner and all it started, and this process adopts what children
// leave behind (see orphans.hpp): besides the janitor, the main thread must have no children of its own. If SIGCHLD is
// ignored (some parents leave it so), it is set back to its default: the kernel would throw exit codes away.
[[nodiscard]] std::unique_ptr<ProcessRunner> make_process_runner(Janitor* janitor);

}  // namespace oomscan::process
