#include "app/terminal_state.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

extern char** environ;  // NOLINT: POSIX names it so

namespace oomscan::app {
namespace {

constexpr int kWidthWithoutTerminal = 80;
constexpr int kWidthMax = 1000;  // beyond, COLUMNS is a mistake or a joke

// nullopt: not a width.
std::optional<int> width_from(const std::string& word) {
  int width = 0;
  const char* const end = word.data() + word.size();
  const auto [read, failure] = std::from_chars(word.data(), end, width);
  if (failure != std::errc{} || read != end || width < 1 || width > kWidthMax) return std::nullopt;
  return width;
}

}  // namespace

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

int terminal_width(int descriptor, const Environment& environment) {
  winsize size{};
  // First: a COLUMNS that was exported is older than the window's last change of size.
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col != 0) return size.ws_col;
  return width_from(environment("COLUMNS").value_or("")).value_or(kWidthWithoutTerminal);
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
  const auto switched_on = [&](const std::string& name) { return !is(name).empty() && is(name) != "0"; };
  if (!is("NO_COLOR").empty()) return false;
  if (switched_on("CLICOLOR_FORCE")) return true;
  const std::string term = is("TERM");
  return terminal && is("CLICOLOR") != "0" && !term.empty() && term != "dumb";
}

}  // namespace oomscan::app
