#include "app/screen.hpp"

#include <iostream>

#include <unistd.h>

#include "app/terminal_state.hpp"

namespace oomscan::app {
namespace {

terminal::TerminalStyle style_of(int descriptor, const Options& options) {
  return {use_color(options.color, is_terminal(descriptor), environment), terminal_width(descriptor, environment),
          options.verbosity > 0, options.only_new};
}

terminal::ProgressMode progress_mode(const Options& options) {
  if (options.verbosity < 0) return terminal::ProgressMode::quiet;
  const bool can_redraw = is_terminal(STDERR_FILENO) && environment("TERM").value_or("dumb") != "dumb";
  return can_redraw ? terminal::ProgressMode::live : terminal::ProgressMode::plain;
}

}  // namespace

Screen make_screen(const Options& options) {
  const terminal::TerminalStyle err_style = style_of(STDERR_FILENO, options);
  return Screen{std::cout, std::cerr, style_of(STDOUT_FILENO, options), err_style,
                terminal::ProgressStyle{progress_mode(options), err_style.color,
                                        [] { return terminal_width(STDERR_FILENO, environment); }}};
}

}  // namespace oomscan::app
