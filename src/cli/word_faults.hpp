// What is wrong with a word of the command line, and which one was probably meant. Pure functions, safe from any
// thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/fault.hpp"
#include "cli/flags.hpp"

namespace oomscan::cli {

// The option that a word names, with or without "=value", whatever command takes it; nullptr if it names none.
[[nodiscard]] const Flag* option_named_by(std::string_view word);

// `next_word`: what stands where the value should; may be empty.
[[nodiscard]] Fault missing_value(const Flag& flag, std::string_view next_word);

// `argv`: the whole command line, without the program's name, here and below.
[[nodiscard]] Fault unknown_option(std::string_view word, Command command, std::span<const std::string_view> argv);

// An option of other commands only.
[[nodiscard]] Fault foreign_option(const Flag& flag, Command command);

// One word more than `row` takes. `said`: the command was named, not implied.
[[nodiscard]] Fault unexpected_argument(std::string_view word, bool behind_dashes, const CommandRow& row, bool said,
                                        std::span<const std::string_view> argv);

[[nodiscard]] Fault missing_argument(const CommandRow& row);

// `group`: words that begin the names of several of `rows`. `next`: the word behind them, or empty.
[[nodiscard]] Fault incomplete_command(std::span<const CommandRow> rows, std::span<const std::string> group,
                                       const std::string& next);

}  // namespace oomscan::cli
