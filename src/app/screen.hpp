// The program's own streams as the rooms that write to them need them described.
#pragma once

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
};

[[nodiscard]] Screen make_screen(const Options& options);

}  // namespace oomscan::app
