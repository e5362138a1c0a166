#include "app/terminal_state.hpp"

#include <cstdlib>
#include <string_view>

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

extern char** environ;  // NOLINT: POSIX names it so

namespace oomscan::app {
namespace {
constexpr int kWidthWithoutTerminal = 80;
}

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());  // NOLINT: nothing in this program changes the environment
  if (value == nullptr) return std::nullopt;
  return std::string{value};
}

std::vector<std::string> environment_names() {
  std::vector<std::string> names;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text{*entry};
    names.emplace_back(text.substr(0, text.find('=')));
  }
  return names;
}

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

int terminal_width(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kWidthWithoutTerminal;
  return size.ws_col;
}

bool reader_has_left(int descriptor) {
  pollfd pipe{descriptor, POLLOUT, 0};
  return poll(&pipe, 1, 0) == 1 && (pipe.revents & (POLLERR | POLLHUP)) != 0;
}

bool use_color(ColorMode mode, bool terminal, const Environment& environment) {
  switch (mode) {
    case ColorMode::always:
      return true;
    case ColorMode::never:
      return false;
    case ColorMode::automatic:
      break;
  }
  const auto is = [&](const std::string& name) { return environment(name).value_or(""); };
  return terminal && is("NO_COLOR").empty() && is("TERM") != "dumb";
}

}  // namespace oomscan::app
