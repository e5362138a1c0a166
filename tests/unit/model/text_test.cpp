#include "oomscan/model/text.hpp"

#include <string>

#include <gtest/gtest.h>

namespace oomscan {
namespace {

using namespace std::string_literals;

TEST(Printable, KeepsOrdinaryText) { EXPECT_EQ(printable("größe 漢字 ok"), "größe 漢字 ok"); }

TEST(Printable, EscapesWhatATerminalActsOn) {
  EXPECT_EQ(printable("a\x1b[31mred\r\n\tb\x7f"), "a\\x1b[31mred\\r\\n\\tb\\x7f");
  EXPECT_EQ(printable("\xc2\x9b"s + "31m"), "\\x9b31m");  // C1 CSI as UTF-8
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
