// What the command line is understood against.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "oomscan/ports/judge.hpp"

namespace oomscan::cli {

// Everything referred to outlives the call that it is given to.
struct ParseContext {
  // Value of an environment variable; nullopt or empty: not set. May be left out.
  std::function<std::optional<std::string>(const std::string& name)> environment;
  std::span<const std::string> environment_names;  // of all variables that are set: those that mean nothing are named
  std::span<const DetectorInfo> detectors;         // what --types takes
  std::span<const std::string_view> formats;       // what --format takes, 'csv' and 'json' among them
  std::string_view version;                        // "0.1.0"
  std::size_t terminal_width = 80;                 // of --help, within [40, 80]
};

}  // namespace oomscan::cli
