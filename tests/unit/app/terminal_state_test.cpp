#include "app/terminal_state.hpp"

#include <map>

#include <gtest/gtest.h>

namespace oomscan::app {
namespace {

Environment of(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional{found->second};
  };
}

bool coloured(bool terminal, std::map<std::string, std::string> variables, ColorMode mode = ColorMode::automatic) {
  return use_color(mode, terminal, of(std::move(variables)));
}

TEST(Colour, IsForTerminalsThatSayWhatTheyAre) {
  EXPECT_TRUE(coloured(true, {{"TERM", "xterm"}}));
  EXPECT_FALSE(coloured(true, {}));
  EXPECT_FALSE(coloured(true, {{"TERM", ""}}));
  EXPECT_FALSE(coloured(true, {{"TERM", "dumb"}}));
  EXPECT_FALSE(coloured(false, {{"TERM", "xterm"}}));
}

TEST(Colour, FollowsTheVariablesThatOthersFollow) {
  EXPECT_FALSE(coloured(true, {{"TERM", "xterm"}, {"CLICOLOR", "0"}}));
  EXPECT_TRUE(coloured(true, {{"TERM", "xterm"}, {"CLICOLOR", ""}}));
  EXPECT_TRUE(coloured(false, {{"CLICOLOR_FORCE", "1"}, {"CLICOLOR", "0"}}));
  EXPECT_FALSE(coloured(false, {{"CLICOLOR_FORCE", "0"}}));
  EXPECT_FALSE(coloured(true, {{"TERM", "xterm"}, {"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}));
  EXPECT_TRUE(coloured(true, {{"TERM", "xterm"}, {"NO_COLOR", ""}}));
}

TEST(Colour, IsFirstOfAllWhatTheOptionSays) {
  EXPECT_TRUE(coloured(false, {{"NO_COLOR", "1"}}, ColorMode::always));
  EXPECT_FALSE(coloured(true, {{"TERM", "xterm"}, {"CLICOLOR_FORCE", "1"}}, ColorMode::never));
}

TEST(Width, IsWhatColumnsSaysWhereThereIsNoTerminal) {
  constexpr int kNoTerminal = -1;
  EXPECT_EQ(terminal_width(kNoTerminal, of({})), 80);
  EXPECT_EQ(terminal_width(kNoTerminal, of({{"COLUMNS", "132"}})), 132);
  for (const char* wrong : {"", "0", "-5", "80x", " 80", "1001", "99999999999999"}) {
    EXPECT_EQ(terminal_width(kNoTerminal, of({{"COLUMNS", wrong}})), 80) << wrong;
  }
}

}  // namespace
}  // namespace oomscan::app
