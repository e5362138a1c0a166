// Settings → Options: everything understood, checked and with defaults filled in.
#pragma once

#include <optional>

#include "cli/fault.hpp"
#include "cli/parse_context.hpp"
#include "cli/settings.hpp"
#include "cli/words.hpp"

namespace oomscan::cli {

struct Resolution {
  std::optional<Options> options;  // exactly one of the two is set
  std::optional<Fault> fault;      // the first one found
};

// `settings` is free of conflicts; `words` gives the command and its arguments.
[[nodiscard]] Resolution resolve(const Layer& settings, const CommandLine& words, const ParseContext& context);

}  // namespace oomscan::cli
