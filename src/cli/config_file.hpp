// A TOML file → settings. Keys are the long options with '_' (or '-'), at the top level; lists are arrays, whose
// elements are taken whole, or a string as on the command line. Strict: what is not understood is an error with its
// line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cli/fault.hpp"
#include "cli/settings.hpp"

namespace oomscan::cli {

inline constexpr std::size_t kConfigBytesMax = std::size_t{1} << 20;

struct ConfigFile {
  Layer layer;
  std::optional<Fault> fault;
};

// `config` is the setting that names the file; keys of options that only other commands take are checked for their
// shape and left out: one file serves all commands. Blocks on the file system.
[[nodiscard]] ConfigFile read_config_file(const Setting& config, Command command);

// The same for text that is already read; `path` is only named in messages.
[[nodiscard]] ConfigFile parse_config(std::string_view text, const std::string& path, Command command = Command::scan);

}  // namespace oomscan::cli
