// Options as they were written, before anything is understood: from the command line, the environment or a
// configuration file, and how these are laid over each other.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/fault.hpp"
#include "cli/flags.hpp"

namespace oomscan::cli {

enum class Origin { command_line, environment, config_file };

struct Entry {
  std::string text;
  bool whole = false;  // one element of a list already: commas are part of it
};

// One option as one source gives it. Invariant: at least one entry, except for an empty list in a configuration file.
struct Setting {
  Origin origin = Origin::command_line;
  std::string subject;  // how messages name it: "'--ns-workers'", "/x.toml:3: 'ns_workers'"
  std::vector<Entry> entries;
};

using Layer = std::map<FlagId, Setting>;

// What a toggle was set to; nullopt: the word is neither on nor off.
[[nodiscard]] std::optional<bool> parse_truth(const std::string& text);

// Is the option there and, if it is a toggle, on?
[[nodiscard]] bool is_on(const Layer& layer, FlagId id);

// Two options of one layer that exclude each other, as a fault.
[[nodiscard]] std::optional<Fault> find_conflict(const Layer& layer);

// Lays `upper` over `lower`: its settings win, and settings of `lower` that conflict with one of `upper` go.
// Both layers are free of conflicts, and so is the result.
[[nodiscard]] Layer lay_over(const Layer& upper, Layer lower);

}  // namespace oomscan::cli
