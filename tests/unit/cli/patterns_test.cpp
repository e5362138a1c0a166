#include "cli/patterns.hpp"

#include <gtest/gtest.h>

namespace oomscan::cli {
namespace {

using Strings = std::vector<std::string>;

TEST(PatternLists, AreSplitOnlyAtCommasOutsideBracketsAndEscapes) {
  EXPECT_EQ(split_patterns("tenant,prod"), (Strings{"tenant", "prod"}));
  EXPECT_EQ(split_patterns("a{1,3},b"), (Strings{"a{1,3}", "b"}));
  EXPECT_EQ(split_patterns("(a,b),[c,d],e"), (Strings{"(a,b)", "[c,d]", "e"}));
  EXPECT_EQ(split_patterns("a\\,b,c"), (Strings{"a\\,b", "c"}));
  EXPECT_EQ(split_patterns("\\(a,b\\)"), (Strings{"\\(a", "b\\)"}));
  EXPECT_EQ(split_patterns("a),b"), (Strings{"a)", "b"}));
  EXPECT_EQ(split_patterns(","), (Strings{"", ""}));
  EXPECT_EQ(split_patterns(""), (Strings{""}));
}

TEST(PatternLists, KnowWhereACharacterClassEnds) {
  EXPECT_EQ(split_patterns("[](,],b"), (Strings{"[](,]", "b"}));
  EXPECT_EQ(split_patterns("[^],],b"), (Strings{"[^],]", "b"}));
  EXPECT_EQ(split_patterns("[[:alpha:],],b"), (Strings{"[[:alpha:],]", "b"}));
  EXPECT_EQ(split_patterns("[\\],],b"), (Strings{"[\\],]", "b"}));
  EXPECT_EQ(split_patterns("[({],b"), (Strings{"[({]", "b"}));
}

TEST(PatternCheck, AcceptsWhatRe2Compiles) {
  for (const char* pattern : {"tenant|prod", "^team-[a-z]{1,3}$", "(?i)x", ""}) {
    EXPECT_FALSE(check_pattern(pattern, "'--include-ns'").has_value()) << pattern;
  }
}

struct Wrong {
  const char* pattern;
  const char* reason;
  const char* excerpt;
  const char* hint;
};

TEST(PatternCheck, PointsAtTheFault) {
  const Wrong table[] = {
      {"team-(a", "missing )", "team-(a\n     ^", "close what is open"},
      {"((a)[(](b", "missing )", "((a)[(](b\n       ^", "close what is open"},
      {"ab[a-z", "missing ]", "ab[a-z\n  ^~~~", "close what is open"},
      {"(a)b)c", "unexpected )", "(a)b)c\n    ^", "close what is open"},
      {"*-prod", "no argument for repetition operator", "*-prod\n^", "not shell globs"},
      {"a*(*b)", "no argument for repetition operator", "a*(*b)\n   ^", "say how often"},
      {"ab**", "bad repetition operator", "ab**\n  ^~", "the syntax is RE2's"},
      {"a{1,2000}", "invalid repetition size", "a{1,2000}\n ^~~~~~~~", "goes up to 1000"},
      {"x[z-a]", "invalid character class range", "x[z-a]\n  ^~~", "the syntax is RE2's"},
      {"öa(?!x)", "invalid perl operator", "öa(?!x)\n  ^~~", "no look-ahead and no look-behind"},
      {"(?=x)", "invalid perl operator", "(?=x)\n^~~", "no look-ahead and no look-behind"},
      {"a(?<=x)", "invalid perl operator", "a(?<=x)\n ^~~", "no look-ahead and no look-behind"},
      {"a(?>x)", "invalid perl operator", "a(?>x)\n ^~~", "does not know this group"},
      {"(a)\\1", "invalid escape sequence", "(a)\\1\n   ^~", "no backreferences"},
      {"a\\q", "invalid escape sequence", "a\\q\n ^~", "leave it out"},
      {"ab\\", "trailing \\", "ab\\\n  ^", "the syntax is RE2's"},
      {"a\xff", "invalid UTF-8", "a\\xff", "the syntax is RE2's"},
  };
  for (const Wrong& wrong : table) {
    const auto fault = check_pattern(wrong.pattern, "'--include-ns'");
    ASSERT_TRUE(fault.has_value()) << wrong.pattern;
    EXPECT_EQ(fault->message, std::string("'--include-ns': not a valid pattern: ") + wrong.reason) << wrong.pattern;
    EXPECT_EQ(fault->excerpt, wrong.excerpt);
    EXPECT_NE(fault->hint.find(wrong.hint), std::string::npos) << wrong.pattern << ": " << fault->hint;
  }
}

TEST(PatternCheck, ShowsControlCharactersEscapedAndTheCaretBelowTheFault) {
  const auto fault = check_pattern("\x1b[", "'--include-ns'");
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->excerpt, "\\x1b[\n    ^");
}

TEST(PatternCheck, RefusesAPatternThatIsTooLong) {
  EXPECT_FALSE(check_pattern(std::string(kPatternBytesMax, 'a'), "'--include-ns'").has_value());
  const auto fault = check_pattern(std::string(kPatternBytesMax + 1, 'a'), "'--include-ns'");
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->message, "'--include-ns': a pattern of 1001 bytes is too long");
}

TEST(PatternCheck, RefusesAPatternThatCompilesToTooMuch) {
  const auto fault = check_pattern("((((\\pL{100}){10}){1})|x)", "'--include-ns'");
  ASSERT_TRUE(fault.has_value());
  EXPECT_NE(fault->message.find("too large"), std::string::npos) << fault->message;
}

}  // namespace
}  // namespace oomscan::cli
