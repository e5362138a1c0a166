#include "export/csv_cell.hpp"

#include <gtest/gtest.h>

namespace oomscan::exports {
namespace {

TEST(CsvCell, LeavesOrdinaryNamesAlone) {
  for (const std::string text : {"", "payments-api-7f9dd8b6c4-x7gr9", "exit code 139 (SIGSEGV)", "/tmp/a__b.txt",
                                 "2025-12-12T05:25:40Z", "Grüße", "a=b", "1-2"}) {
    EXPECT_EQ(csv_cell(text), text);
  }
}

TEST(CsvCell, QuotesWhatWouldSplitIt) {
  EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_cell("a;b"), "a;b");
  EXPECT_EQ(csv_cell("say \"hi\""), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(csv_cell("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(csv_cell(" padded"), "\" padded\"");
}

TEST(CsvCell, PutsAnApostropheBeforeFormulas) {
  EXPECT_EQ(csv_cell("=1"), "'=1");
  EXPECT_EQ(csv_cell("+1"), "'+1");
  EXPECT_EQ(csv_cell("-1"), "'-1");
  EXPECT_EQ(csv_cell("@a"), "'@a");
  EXPECT_EQ(csv_cell("＝1"), "'＝1");
}

TEST(CsvCell, FindsFormulasBehindBlanksAndQuotes) {
  EXPECT_EQ(csv_cell("  =1"), "'  =1");
  EXPECT_EQ(csv_cell("\"=1"), "\"'\"\"=1\"");
  EXPECT_EQ(csv_cell("'=1"), "''=1");
  EXPECT_EQ(csv_cell("\xc2\xa0=1"), "'\xc2\xa0=1");
}

TEST(CsvCell, FindsFormulasThatAnotherSeparatorWouldSetFree) {
  EXPECT_EQ(csv_cell("a;=1"), "a;'=1");
  EXPECT_EQ(csv_cell("a, =1"), "\"a,' =1\"");
  EXPECT_EQ(csv_cell("a\n=1"), "\"a\n'=1\"");
}

TEST(CsvCell, NeutralisesALeadingTabAndReturn) {
  EXPECT_EQ(csv_cell("\tx"), "\"'\tx\"");
  EXPECT_EQ(csv_cell("\rx"), "\\rx");
}

TEST(CsvCell, EscapesControlCharactersVisibly) {
  EXPECT_EQ(csv_cell(std::string("a\0b\x1b[31m\x7f", 9)), "a\\x00b\\x1b[31m\\x7f");
  EXPECT_EQ(csv_cell("a\r\nb"), "\"a\\r\nb\"");
}

TEST(CsvCell, MakesInvalidUtf8Valid) { EXPECT_EQ(csv_cell("\xff\xc0\xaf"), "\\xff\\xc0\\xaf"); }

}  // namespace
}  // namespace oomscan::exports
