// The room's door: words of the command line, the environment and a configuration file → Options.
// An option comes from the command line, else from OOM_SCAN_<FLAG>, else from the configuration file, else it has its
// default; every error names the place that the value came from.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "oomscan/model/options.hpp"
#include "oomscan/ports/judge.hpp"

namespace oomscan::cli {

inline constexpr int kExitOk = 0;
inline constexpr int kExitUsage = 2;

// What the command line is understood against. Everything referred to outlives the call.
struct ParseContext {
  // Value of an environment variable; nullopt or empty: not set. May be left out.
  std::function<std::optional<std::string>(const std::string& name)> environment;
  std::span<const std::string> environment_names;  // of all variables that are set: those that mean nothing are named
  std::span<const DetectorInfo> detectors;         // what --types takes
  std::span<const std::string_view> formats;       // what --format takes, 'csv' and 'json' among them
  std::string_view version;                        // "0.1.0"
  std::size_t terminal_width = 80;                 // of --help, within [60, 80]
};

// Either options to go on with (and warnings in `err`), or text to print and a code to exit with.
struct ParseOutcome {
  std::optional<Options> options;
  int exit_code = kExitOk;
  std::string out;  // for stdout
  std::string err;  // for stderr: "error: ..." or "warning: ...", "hint: ..."
};

// `argv` begins with the program's name, as in main(). Reads the configuration file if one is named; writes nothing.
// Never throws for anything that a user can write; safe from any thread.
[[nodiscard]] ParseOutcome parse(std::span<const char* const> argv, const ParseContext& context);

}  // namespace oomscan::cli
