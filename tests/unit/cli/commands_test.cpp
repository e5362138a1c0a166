#include "cli/commands.hpp"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/word_faults.hpp"

namespace oomscan::cli {
namespace {

using Words = std::vector<std::string>;

constexpr CommandRow kRows[] = {
    {.id = Command::scan, .words = "scan"},
    {.id = Command::doctor, .words = "heal"},
    {.id = Command::rbac, .words = "heal apply", .arguments = "PLAN", .arguments_min = 1, .arguments_max = 1},
    {.id = Command::list_contexts, .words = "history runs"},
    {.id = Command::list_namespaces, .words = "history show", .arguments = "RUN"},
};

const CommandRow* row_of(const Words& bare) { return match_command(kRows, bare).row; }

TEST(CommandTable, NamesEveryCommandOnceAndSaysWhatItDoes) {
  std::set<std::string_view> words;
  for (const CommandRow& row : commands()) {
    EXPECT_TRUE(words.insert(row.words).second) << row.words;
    EXPECT_TRUE(row.summary.ends_with('.')) << row.words;
    EXPECT_FALSE(row.description.empty()) << row.words;
    EXPECT_EQ(row.arguments.empty(), row.arguments_max == 0) << row.words;
    EXPECT_LE(row.arguments_min, row.arguments_max) << row.words;
    EXPECT_EQ(&command_row(row.id), &row) << row.words;
  }
}

TEST(CommandWords, NameTheLongestCommand) {
  EXPECT_EQ(row_of({"heal"}), &kRows[1]);
  EXPECT_EQ(row_of({"heal", "plan.json"}), &kRows[1]);
  EXPECT_EQ(row_of({"heal", "apply", "plan.json"}), &kRows[2]);
  EXPECT_EQ(match_command(kRows, Words{"heal", "apply", "plan.json"}).words, 2U);
  EXPECT_EQ(row_of({"history", "show", "runs"}), &kRows[4]);
}

TEST(CommandWords, ThatOnlyBeginANameAreAGroup) {
  const CommandMatch match = match_command(kRows, Words{"history", "rusn"});
  EXPECT_EQ(match.row, nullptr);
  EXPECT_EQ(match.words, 1U);
  EXPECT_EQ(commands_of(kRows, Words{"history"}).size(), 2U);
}

TEST(CommandWords, ThatNameNothingAreNone) {
  EXPECT_EQ(match_command(kRows, Words{"runs", "history"}).row, nullptr);
  EXPECT_EQ(match_command(kRows, Words{"runs"}).words, 0U);
  EXPECT_EQ(match_command(kRows, Words{}).row, nullptr);
}

TEST(CommandWords, OfAGroupAloneAreToldWhatFollows) {
  EXPECT_EQ(render(incomplete_command(kRows, Words{"history"}, "")),
            "error: 'oom-scan history' alone does nothing\nhint: it is followed by one of 'runs', 'show'\n");
  EXPECT_EQ(render(incomplete_command(kRows, Words{"history"}, "rusn")),
            "error: 'oom-scan history' has no command 'rusn'\nhint: did you mean 'runs'?\n");
}

TEST(CommandArguments, ThatAreMissingAreNamed) {
  EXPECT_EQ(render(missing_argument(kRows[2])),
            "error: 'oom-scan heal apply' needs PLAN\nhint: write 'oom-scan heal apply PLAN'\n");
}

TEST(CommandSets, SpellTheirCommands) {
  EXPECT_EQ(spelled(CommandSet{Command::scan}), "'oom-scan'");
  EXPECT_EQ(spelled(CommandSet{Command::scan, Command::doctor, Command::rbac}),
            "'oom-scan', 'oom-scan doctor' and 'oom-scan rbac'");
}

}  // namespace
}  // namespace oomscan::cli
