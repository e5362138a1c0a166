// The room's door: words of the command line, the environment and a configuration file → Options.
// An option comes from the command line, else from OOM_SCAN_<FLAG>, else from the configuration file, else it has its
// default; every error names the place that the value came from.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "cli/parse_context.hpp"
#include "oomscan/model/options.hpp"

namespace oomscan::cli {

inline constexpr int kExitOk = 0;
inline constexpr int kExitUsage = 2;

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
