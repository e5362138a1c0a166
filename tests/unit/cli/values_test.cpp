#include "cli/values.hpp"

#include <gtest/gtest.h>

#include "oomscan/model/names.hpp"

namespace oomscan::cli {
namespace {

TEST(TimeRangeWords, AreANumberAndAUnit) {
  EXPECT_EQ(parse_time_range("30s"), Seconds{30});
  EXPECT_EQ(parse_time_range("15m"), Seconds{900});
  EXPECT_EQ(parse_time_range("6h"), Seconds{21600});
  EXPECT_EQ(parse_time_range("7d"), Seconds{604800});
  EXPECT_EQ(parse_time_range("1M"), Seconds{2592000});
  EXPECT_EQ(parse_time_range("0d"), Seconds{0});
}

TEST(TimeRangeWords, AreNothingElse) {
  for (const char* text : {"", "7", "d", "7D", "7 d", " 7d", "7d ", "-7d", "+7d", "1.5h", "1h30m", "7days", "1y", "1w",
                           "99999999999d", "99999999999999999999s", "0x7d", "7d\n"}) {
    EXPECT_EQ(parse_time_range(text), std::nullopt) << text;
  }
}

TEST(NumberWords, AreWholeAndDecimal) {
  EXPECT_EQ(parse_number("12"), 12);
  EXPECT_EQ(parse_number("+12"), 12);
  EXPECT_EQ(parse_number("-3"), -3);
  for (const char* text : {"", "+", "-", "+-3", "1.0", "1e3", " 1", "1 ", "0x10", "99999999999999999999", "five"}) {
    EXPECT_EQ(parse_number(text), std::nullopt) << text;
  }
}

TEST(ListWords, AreSplitAtCommasAndTrimmed) {
  EXPECT_EQ(split_list("a"), (std::vector<std::string>{"a"}));
  EXPECT_EQ(split_list("a, b\t,c d"), (std::vector<std::string>{"a", "b", "c d"}));
  EXPECT_EQ(split_list("a,,"), (std::vector<std::string>{"a", "", ""}));
  EXPECT_EQ(split_list(""), (std::vector<std::string>{""}));
}

TEST(NamespaceNames, AreDnsLabels) {
  EXPECT_TRUE(is_namespace_name("team-a"));
  EXPECT_TRUE(is_namespace_name("0"));
  EXPECT_TRUE(is_namespace_name(std::string(63, 'a')));
  for (const std::string& text :
       {std::string(), std::string(64, 'a'), std::string("-a"), std::string("a-"), std::string("Team"),
        std::string("a_b"), std::string("a.b"), std::string("a/b"), std::string("ä")}) {
    EXPECT_FALSE(is_namespace_name(text)) << text;
  }
}

TEST(PrometheusUrls, AreHttpAddressesWithoutSecretsAndQueries) {
  for (const char* url : {"http://p", "https://p.example:9090/prefix/", "http://[::1]:9090", "http://127.0.0.1:1"}) {
    EXPECT_EQ(fault_of_url(url), std::nullopt) << url;
  }
  const std::pair<const char*, const char*> wrong[] = {
      {"p:9090", "must begin with 'http://' or 'https://'"},
      {"ftp://p", "must begin with 'http://' or 'https://'"},
      {"http://", "names no host"},
      {"http://:9090", "names no host"},
      {"https://user:pw@p", "must not hold a user name or password"},
      {"https://p?x=1", "must not have a query or fragment"},
      {"https://p/#x", "must not have a query or fragment"},
      {"https://p /", "holds blanks or characters that are not ASCII"},
  };
  for (const auto& [url, problem] : wrong) EXPECT_EQ(fault_of_url(url), problem) << url;
}

}  // namespace
}  // namespace oomscan::cli
