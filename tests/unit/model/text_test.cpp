#include "oomscan/model/text.hpp"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace oomscan {
namespace {

using namespace std::string_literals;

TEST(Printable, KeepsOrdinaryText) { EXPECT_EQ(printable("größe 漢字 ok"), "größe 漢字 ok"); }

TEST(Printable, EscapesWhatATerminalActsOn) {
  EXPECT_EQ(printable("a\x1b[31mred\r\n\tb\x7f"), "a\\x1b[31mred\\r\\n\\tb\\x7f");
  EXPECT_EQ(printable("\xc2\x9b"s + "31m"), "\\u009b31m");  // C1 CSI as UTF-8
}

TEST(Printable, EscapesTextThatReadsOtherwiseThanItIsWritten) {
  EXPECT_EQ(printable("a\xe2\x80\xae"
                      "b"),
            "a\\u202eb");  // right-to-left override
  EXPECT_EQ(printable("\xe2\x80\xa8"), "\\u2028");
}

TEST(Printable, ShowsInvalidUtf8AsBytes) {
  EXPECT_EQ(printable("\xff"), "\\xff");
  EXPECT_EQ(printable("\xc0\xaf"), "\\xc0\\xaf");           // overlong '/'
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // surrogate
  EXPECT_EQ(printable("\xe2\x82"), "\\xe2\\x82");           // cut short
}

TEST(Printable, ShowsWhatIsInvisible) {
  const std::pair<const char*, const char*> cases[] = {
      {"\u00ad", "\\u00ad"},          // soft hyphen
      {"\u115f", "\\u115f"},          // Hangul choseong filler
      {"\u3164", "\\u3164"},          // Hangul filler
      {"\uffa0", "\\uffa0"},          // halfwidth Hangul filler
      {"\u180e", "\\u180e"},          // Mongolian vowel separator
      {"\u200b", "\\u200b"},          // zero width space
      {"\u206a", "\\u206a"},          // inhibit symmetric swapping
      {"\u2800", "\\u2800"},          // braille pattern blank
      {"\ufe0f", "\\ufe0f"},          // variation selector 16
      {"\ufff9", "\\ufff9"},          // interlinear annotation anchor
      {"\ue000", "\\ue000"},          // private use
      {"\U000e0041", "\\u{e0041}"},   // tag A
      {"\U000e01ef", "\\u{e01ef}"},   // variation selector 256
      {"\U0001d173", "\\u{1d173}"},   // musical begin beam
      {"\U0010ffff", "\\u{10ffff}"},  // noncharacter
  };
  for (const auto& [text, shown] : cases) EXPECT_EQ(printable(text), shown);
  EXPECT_EQ(printable("\u00a0é漢\U0001f600"), "\u00a0é漢\U0001f600");
}

TEST(VisibleText, KeepsLinesAndTabsAndNothingElseThatActs) {
  EXPECT_EQ(visible_text("a\tb\nc\r\nd\n"), "a\tb\nc\r\nd\n");
  EXPECT_EQ(visible_text("10%\r20%\r\r\n"), "10%\\r20%\\r\r\n");
  EXPECT_EQ(visible_text("\x1b]0;title\x07\x1b[2J\b\xc2\x9b\xff\u202e"),
            "\\x1b]0;title\\x07\\x1b[2J\\x08\\u009b\\xff\\u202e");
  const std::string once = visible_text("\x1b[31m\xff\r");
  EXPECT_EQ(visible_text(once), once);
}

TEST(VisibleText, IsTheSameHoweverTheTextIsCut) {
  const std::string text = "a\r\nb\xc2\x9b\xe2\x80\xae\xf3\xa0\x81\x81\xff\xe2\x82x\xf0\x9f\x98\x80\r\xe2";
  const std::string whole = visible_text(text);
  for (std::size_t first = 0; first <= text.size(); ++first) {
    for (std::size_t second = first; second <= text.size(); ++second) {
      VisibleText visible;
      std::string out;
      visible.add(std::string_view(text).substr(0, first), out);
      visible.add(std::string_view(text).substr(first, second - first), out);
      visible.add(std::string_view(text).substr(second), out);
      visible.finish(out);
      ASSERT_EQ(out, whole) << first << " " << second;
    }
  }
}

TEST(Unseen, NamesTheUnicodeItKnows) { EXPECT_EQ(unicode_version(), "15.0.0"); }

TEST(Printable, CutsAtACharacterAndSaysSo) {
  EXPECT_EQ(printable("abcdefghij", 10), "abcdefghij");
  EXPECT_EQ(printable("abcdefghijk", 10), "abcdefg...");
  EXPECT_EQ(printable("ää"
                      "äääää",
                      10),
            "äää...");
  EXPECT_EQ(printable(std::string(100000, 'x'), 10), "xxxxxxx...");
}

TEST(Printable, KeepsToALimitThatHasNoRoomForTheMark) {
  EXPECT_EQ(printable("abcd", 2), "..");
  EXPECT_EQ(printable("abcd", 0), "");
}

TEST(ValidUtf8, ReplacesOnlyWhatIsInvalid) {
  EXPECT_EQ(valid_utf8("a\xff"
                       "b\nc"),
            "a\xef\xbf\xbd"
            "b\nc");
}

TEST(FileNameSafe, NeverLeavesADirectory) {
  EXPECT_EQ(file_name_safe("../../etc/passwd"), "_._.._etc_passwd");
  EXPECT_EQ(file_name_safe(".."), "_.");
  EXPECT_EQ(file_name_safe("-rf"), "_rf");
  EXPECT_EQ(file_name_safe(""), "_");
  EXPECT_EQ(file_name_safe("a/b\\c\n\0d"s), "a_b_c__d");
}

TEST(FileNameSafe, KeepsDifferentLongNamesDifferent) {
  const std::string one = file_name_safe(std::string(300, 'a') + "1", 64);
  const std::string two = file_name_safe(std::string(300, 'a') + "2", 64);
  EXPECT_EQ(one.size(), 64U);
  EXPECT_NE(one, two);
}

TEST(FileNameSafe, KeepsToALimitThatHasNoRoomForMoreThanTheHash) {
  for (const std::size_t bytes_max : {1U, 16U, 17U, 18U}) {
    const std::string name = file_name_safe(std::string(300, 'a'), bytes_max);
    EXPECT_LE(name.size(), bytes_max);
    EXPECT_FALSE(name.empty() || name.front() == '-') << name;
  }
}

}  // namespace
}  // namespace oomscan
