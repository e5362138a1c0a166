#include "export/xml_text.hpp"

#include <string>

#include <gtest/gtest.h>

namespace oomscan::exports {
namespace {

TEST(XmlText, EscapesMarkup) {
  EXPECT_EQ(xml_text("a<b>&\"c'"), "a&lt;b&gt;&amp;&quot;c&apos;");
  EXPECT_EQ(xml_text("]]>"), "]]&gt;");
  EXPECT_EQ(xml_text("&#0;&lol;"), "&amp;#0;&amp;lol;");
}

TEST(XmlText, ShowsWhatXmlForbidsByItsNumber) {
  EXPECT_EQ(xml_text(std::string("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(xml_text("\x1b[2J\x7f"), "\\x1b[2J\\x7f");
  EXPECT_EQ(xml_text("\xef\xbf\xbe|\xef\xbf\xbf"), "\\ufffe|\\uffff");
  EXPECT_EQ(xml_text("\xed\xa0\x80"), "\\xed\\xa0\\x80");
  EXPECT_EQ(xml_text("one\ntwo\tthree"), "one\\ntwo\\tthree");
}

TEST(XmlText, KeepsWhatPeopleRead) { EXPECT_EQ(xml_text("Grüße, 世界 😀"), "Grüße, 世界 😀"); }

}  // namespace
}  // namespace oomscan::exports
