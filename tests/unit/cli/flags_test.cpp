#include "cli/flags.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace oomscan::cli {
namespace {

TEST(FlagTable, NamesEveryOptionOfACommandOnce) {
  for (const CommandRow& command : commands()) {
    std::set<std::string_view> names;
    std::set<char> letters;
    for (const Flag& flag : flags()) {
      if (!flag.commands.has(command.id)) continue;
      EXPECT_TRUE(names.insert(flag.name).second) << command.words << " --" << flag.name;
      if (!flag.alias.empty()) {
        EXPECT_TRUE(names.insert(flag.alias).second) << command.words << " --" << flag.alias;
      }
      if (flag.letter != '\0') {
        EXPECT_TRUE(letters.insert(flag.letter).second) << command.words << " -" << flag.letter;
      }
    }
  }
}

// The command is known only once the words are read: whether one takes a value must not depend on it.
TEST(FlagTable, WritesOptionsOfTheSameNameTheSameWay) {
  for (const Flag& flag : flags()) {
    const Flag& first = *find_flag(flag.name);
    EXPECT_EQ(first.kind == FlagKind::toggle, flag.kind == FlagKind::toggle) << flag.name;
    EXPECT_EQ(first.alias, flag.alias) << flag.name;
    EXPECT_EQ(first.letter, flag.letter) << flag.name;
    EXPECT_FALSE(&first != &flag && first.commands.overlaps(flag.commands)) << flag.name;
  }
}

TEST(FlagTable, TellsEverythingThatItsKindNeeds) {
  for (const Flag& flag : flags()) {
    EXPECT_EQ(flag.value_name.empty(), flag.kind == FlagKind::toggle) << flag.name;
    EXPECT_EQ(flag.max > 0, flag.kind == FlagKind::number) << flag.name;
    EXPECT_LE(flag.min, flag.max) << flag.name;
    EXPECT_EQ(flag.choices.empty(), flag.kind != FlagKind::choice) << flag.name;
    EXPECT_TRUE(flag.meaning.ends_with('.')) << flag.name;
    EXPECT_TRUE(!flag.in_config || flag.in_environment) << flag.name;
  }
}

TEST(FlagTable, NamesVariablesAndKeysAfterTheOption) {
  EXPECT_EQ(environment_name(flag(FlagId::ns_workers).name), "OOM_SCAN_NS_WORKERS");
  EXPECT_EQ(environment_name("oc"), "OOM_SCAN_OC");
  EXPECT_EQ(option_name("OOM_SCAN_NS_WORKERS"), "ns-workers");
  EXPECT_EQ(config_key(flag(FlagId::prometheus_token_file)), "prometheus_token_file");
}

TEST(FlagTable, FindsByNameAliasAndKey) {
  EXPECT_EQ(find_flag("batch-size"), &flag(FlagId::batch_size));
  EXPECT_EQ(find_flag("batch"), &flag(FlagId::batch_size));
  EXPECT_EQ(find_flag("batch_size"), &flag(FlagId::batch_size));
  EXPECT_EQ(find_flag("batch", Command::doctor), &flag(FlagId::batch_size));
  EXPECT_EQ(find_flag("list-contexts", Command::doctor), nullptr);
  EXPECT_EQ(find_flag("batch-siz"), nullptr);
  EXPECT_EQ(find_flag(""), nullptr);
}

}  // namespace
}  // namespace oomscan::cli
