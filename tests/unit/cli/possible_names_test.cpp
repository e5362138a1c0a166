#include "cli/possible_names.hpp"

#include <gtest/gtest.h>

namespace oomscan::cli {
namespace {

TEST(PossibleNames, AreMatchedByPatternsThatPeopleWrite) {
  for (const char* pattern :
       {"payments", "^team-[ab]$", "team-.*", "a{1,3}",  "(?i)PAYMENTS", "(?:x|y)", "(?P<n>a)", "[^A-Z]",  "\\d+",
        "\\bx",     "\\w",         "a|B",     "B?a",     "B*",           "B{0,2}x", "(A|b)",    "^$",      "",
        "[a-zA-Z]", "\\x61",       "\\pL",    "\\p{Ll}", "[[:alpha:]]",  "[]a]",    "(?i:A)",   "\\QA\\E", "[\\w]",
        ".",        "x{,2}|y",     "(A)?b"}) {
    EXPECT_TRUE(can_match_a_name(pattern)) << pattern;
  }
}

TEST(PossibleNames, AreNeverMatchedByQuotesSlashesAndCapitals) {
  for (const char* pattern :
       {"\"payments\"", "'payments'", "/payments/", "PAYMENTS",     "Payments", "a b", "team_a", "a\\.b",
        "^/",           "A|B",        "(A|B)c",     "[A-Z]",        "[A-Z]{2}", "\\s", "é",      "a,",
        "x(B+)",        "\\x41",      "(?:A)",      "[[:upper:]]x", "\\p{Lu}"}) {
    EXPECT_FALSE(can_match_a_name(pattern)) << pattern;
  }
}

TEST(PossibleNames, AreSuggestedWhereCleaningHelps) {
  EXPECT_EQ(possible_pattern("\"payments\""), "payments");
  EXPECT_EQ(possible_pattern("/Payments/"), "payments");
  EXPECT_EQ(possible_pattern("Team_[AB]"), "team[ab]");
  EXPECT_EQ(possible_pattern("\"\""), "");
}

}  // namespace
}  // namespace oomscan::cli
