// The program's own streams as the rooms that write to them need them described.
#pragma once

#include <functional>
#include <iosfwd>

#include "oomscan/model/options.hpp"
#include "terminal/progress_display.hpp"
#include "terminal/style.hpp"

namespace oomscan::app {

struct Screen {
  std::ostream& out;
  std::ostream& err;
  terminal::TerminalStyle out_style;
  terminal::TerminalStyle err_style;
  terminal::ProgressStyle progress;
  // Blocks until what was said on `err` is written, so that what follows on `out` stands below it; may be empty.
  std::function<void()> wait_for_err{};
};

[[nodiscard]] Screen make_screen(const Options& options);

}  // namespace oomscan::app
