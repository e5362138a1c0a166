// The one table of commands: which words call one, what it takes beside options, what its help says. Which options it
// takes stands with the options (flags.hpp). Constant data and pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/options.hpp"

namespace oomscan::cli {

// A set of commands.
class CommandSet {
 public:
  constexpr CommandSet() = default;
  constexpr CommandSet(std::initializer_list<Command> commands) {
    for (const Command command : commands) bits_ |= bit(command);
  }
  [[nodiscard]] static constexpr CommandSet every() {
    CommandSet all;
    all.bits_ = ~std::uint64_t{0};
    return all;
  }
  [[nodiscard]] constexpr bool has(Command command) const { return (bits_ & bit(command)) != 0; }
  [[nodiscard]] constexpr bool overlaps(CommandSet other) const { return (bits_ & other.bits_) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr CommandSet operator|(CommandSet other) const {
    CommandSet both;
    both.bits_ = bits_ | other.bits_;
    return both;
  }

 private:
  static constexpr std::uint64_t bit(Command command) { return std::uint64_t{1} << static_cast<unsigned>(command); }
  std::uint64_t bits_ = 0;
};

struct Example {
  std::string_view what;  // "Two clusters, tenants only, the last six hours:"
  std::string_view line;  // as it is typed
};

// How many arguments a command may take at most.
inline constexpr std::size_t kArgumentsMax = 10'000;

// All views point to constant data.
struct CommandRow {
  Command id{};
  std::string_view words{};       // "scan"; of a command with sub-words all of them: "history runs"
  std::string_view arguments{};   // of the synopsis: "POD", "FILE..."; empty: it takes none
  std::size_t arguments_min = 0;  // a word too few or too many is a usage error
  std::size_t arguments_max = 0;
  std::string_view summary{};      // a line of the list of commands: one sentence, with its full stop
  std::string_view description{};  // paragraphs, separated with '\n'
  std::span<const Example> examples{};
};

// In the order of the documentation. The first is what runs without a word.
[[nodiscard]] std::span<const CommandRow> commands();
[[nodiscard]] const CommandRow& command_row(Command id);

// What is typed to call it: "oom-scan doctor"; the scan needs no word.
[[nodiscard]] std::string spelled(const CommandRow& row);

[[nodiscard]] std::size_t count_of(CommandSet set);
// The commands of a set as a sentence names them: "'oom-scan trends' and 'oom-scan score'".
[[nodiscard]] std::string spelled(CommandSet set);

struct CommandMatch {
  const CommandRow* row = nullptr;  // nullptr: the words name none
  std::size_t words = 0;            // how many of them belong to the name: to `row`, or to several ("history")
};

// The command that `bare`, the words that are neither options nor their values, begins with: the longest one.
[[nodiscard]] CommandMatch match_command(std::span<const CommandRow> rows, std::span<const std::string> bare);

// Of the rows, those whose words begin with `words`: the commands of a group. `words` is not empty.
[[nodiscard]] std::vector<const CommandRow*> commands_of(std::span<const CommandRow> rows,
                                                         std::span<const std::string> words);

}  // namespace oomscan::cli
