#include "cli/help.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "cli/exit_statuses.hpp"
#include "cli/flags.hpp"
#include "cli/options_document.hpp"
#include "paths/paths.hpp"

namespace oomscan::cli {
namespace {

constexpr std::array kDetectors = {DetectorInfo{"OOMKilled", "killed for memory", true},
                                   DetectorInfo{"CrashLoopBackOff", "restarting and failing", true},
                                   DetectorInfo{"ImagePullBackOff", "image cannot be pulled", false}};

std::string help(std::size_t width = 80, Command command = Command::scan) {
  ParseContext context;
  context.detectors = kDetectors;
  context.version = "1.2.3";
  context.terminal_width = width;
  return help_text(context, command);
}

std::size_t widest(const std::string& text) {
  std::istringstream lines(text);
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
  return widest;
}

TEST(Help, HasTheSectionsOfAManualPageInOrder) {
  const std::string text = help();
  std::size_t place = 0;
  for (const char* section :
       {"NAME\n", "\nSYNOPSIS\n", "\nDESCRIPTION\n", "\nCOMMANDS\n", "\nOPTIONS\n", "\n  What to scan\n",
        "\n  How much at once\n", "\n  Detection\n", "\n  Output\n", "\n  Connection\n", "\n  Display\n", "\n  Other\n",
        "\nEXAMPLES\n", "\nEXIT STATUS\n", "\nENVIRONMENT\n", "\nFILES\n"}) {
    const std::size_t found = text.find(section, place);
    ASSERT_NE(found, std::string::npos) << section;
    place = found;
  }
}

TEST(Help, ExplainsEveryOptionWithItsDefault) {
  const std::string text = help();
  for (const Flag& flag : flags()) {
    if (!flag.commands.has(Command::scan)) continue;
    EXPECT_NE(text.find("\n  --" + std::string(flag.name)), std::string::npos) << flag.name;
  }
  EXPECT_NE(text.find("--batch-size, --batch N"), std::string::npos);
  EXPECT_NE(text.find("[1 to 64; default: 2]"), std::string::npos);
  EXPECT_NE(text.find("OOMKilled, CrashLoopBackOff,"), std::string::npos);
}

TEST(Help, FitsIntoEightyColumnsHoweverWideTheTerminal) {
  EXPECT_LE(widest(help(80)), 80U);
  EXPECT_LE(widest(help(500)), 80U);
  EXPECT_LE(widest(help(0)), 80U);
  EXPECT_LT(help(80).size(), help(60).size());
}

TEST(Help, LeavesNoBlanksAtTheEndOfALine) {
  EXPECT_EQ(help().find(" \n"), std::string::npos);
  EXPECT_EQ(help(60).find(" \n"), std::string::npos);
}

TEST(Help, OfTheScanListsEveryCommand) {
  for (const CommandRow& row : commands()) {
    EXPECT_NE(help().find("\n    " + std::string(row.words)), std::string::npos) << row.words;
  }
}

TEST(Help, OfEachCommandNamesTheOptionsThatItTakesAndNoOther) {
  for (const CommandRow& row : commands()) {
    const std::string text = help(80, row.id);
    EXPECT_LE(widest(text), 80U) << row.words;
    EXPECT_EQ(text.find(" \n"), std::string::npos) << row.words;
    for (const Flag& flag : flags()) {
      const Flag* own = find_flag(flag.name, row.id);
      EXPECT_EQ(text.find("\n  --" + std::string(flag.name)) != std::string::npos, own != nullptr)
          << row.words << " " << flag.name;
    }
  }
  EXPECT_TRUE(help(80, Command::doctor).starts_with("NAME\n    oom-scan doctor - "));
}

TEST(Help, OfEachCommandSaysWhatItsExitCodesMean) {
  for (const CommandRow& row : commands()) {
    const std::string text = help(80, row.id);
    for (const ExitStatus& status : exit_statuses()) {
      if (!status.commands.has(row.id)) continue;
      EXPECT_NE(text.find("\n    " + std::string(status.code) + " "), std::string::npos) << row.words << status.code;
    }
  }
  EXPECT_EQ(help(80, Command::rbac).find("\n    4 "), std::string::npos);
}

TEST(OptionsDocument, FitsIntoAHundredAndTwentyColumns) { EXPECT_LE(widest(options_document()), 120U); }

// OOMSCAN_UPDATE_GOLDEN=1 writes the file anew.
TEST(OptionsDocument, IsWhatTheTablesSay) {
  const std::string path = source_dir() + "/docs/OPTIONS.md";
  const char* update = std::getenv("OOMSCAN_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") std::ofstream(path, std::ios::binary) << options_document();
  std::ifstream in(path, std::ios::binary);
  ASSERT_TRUE(in.is_open()) << path;
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_EQ(text.str(), options_document());
}

}  // namespace
}  // namespace oomscan::cli
