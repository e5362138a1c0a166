#include "terminal/layout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::terminal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(DisplayWidth, CountsCharactersNotBytes) {
  EXPECT_EQ(display_width("Grüße"), 5U);
  EXPECT_EQ(padded("ü", 3), "ü  ");
  EXPECT_EQ(padded("longer", 3), "longer");
}

TEST(Clipped, MarksItsCut) {
  EXPECT_EQ(clipped("short", 5), "short");
  EXPECT_EQ(clipped("too long", 6), "too...");
  EXPECT_EQ(clipped("üüüüüü", 5), "üü...");
  EXPECT_EQ(clipped("anything", 2), "..");
  EXPECT_EQ(clipped("anything", 0), "");
}

TEST(Wrapped, BreaksAtBlanks) {
  EXPECT_THAT(wrapped("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrapped("", 7), IsEmpty());
  EXPECT_THAT(wrapped("  ", 7), IsEmpty());
}

TEST(Wrapped, NeverTearsAWordApart) {
  EXPECT_THAT(wrapped("a /very/long/path b", 5), ElementsAre("a", "/very/long/path", "b"));
}

TEST(Hanging, IndentsLaterLinesBelowTheFirst) {
  EXPECT_EQ(hanging("  hint: ", "aaaaaaaaaa bbbbbbbbbb cccccccccc", 32),
            "  hint: aaaaaaaaaa bbbbbbbbbb\n        cccccccccc\n");
}

TEST(Hanging, SurvivesANarrowTerminal) { EXPECT_EQ(hanging("  hint: ", "a b", 0), "  hint: a b\n"); }

TEST(Table, AlignsColumnsAndMakesCellsPrintable) {
  EXPECT_EQ(table({{"A", "LONG"}, {"ü\x1b", "x"}, {"y", ""}}, Color::bold, {}), "A      LONG\nü\\x1b  x\ny\n");
}

TEST(Table, PaintsItsHeader) {
  EXPECT_EQ(table({{"A"}, {"b"}}, Color::bold, {.color = true, .width = 80}), "\x1b[1mA\x1b[0m\nb\n");
}

}  // namespace
}  // namespace oomscan::terminal
