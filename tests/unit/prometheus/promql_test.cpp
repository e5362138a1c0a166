#include "prometheus/promql.hpp"

#include <gtest/gtest.h>

namespace oomscan::prometheus {
namespace {

TEST(Promql, QuotesWhatWouldEndAString) {
  EXPECT_EQ(quoted("a\"b\\c\n"), R"("a\"b\\c\x0a")");
  EXPECT_EQ(quoted(""), R"("")");
}

TEST(Promql, EscapesEveryCharacterThatAPatternTakesForMore) {
  EXPECT_EQ(regex_escaped("team-a"), "team-a");
  EXPECT_EQ(regex_escaped("a.b|c*(d)"), R"(a\.b\|c\*\(d\))");
}

TEST(Promql, MatchesOneNamespaceByItsName) { EXPECT_EQ(namespace_matcher({"shop"}), R"(namespace="shop")"); }

TEST(Promql, MatchesSeveralNamespacesByAPatternInWhichNamesStayNames) {
  EXPECT_EQ(namespace_matcher({"shop", "a.b"}), R"(namespace=~"shop|a\\.b")");
  EXPECT_EQ(namespace_matcher({"x", R"(y"} or up)"}), R"(namespace=~"x|y\"\\} or up")");
}

TEST(Promql, MatchesEverythingWithoutANamespace) { EXPECT_EQ(namespace_matcher({}), ""); }

}  // namespace
}  // namespace oomscan::prometheus
