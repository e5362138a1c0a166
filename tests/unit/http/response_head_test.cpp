#include "http/response_head.hpp"

#include <gtest/gtest.h>

namespace oomscan::http {
namespace {

using std::chrono::seconds;

TEST(BareContentType, IsLowerCaseAndWithoutParameters) {
  EXPECT_EQ(bare_content_type("application/json"), "application/json");
  EXPECT_EQ(bare_content_type(" Text/Plain ; charset=UTF-8"), "text/plain");
  EXPECT_EQ(bare_content_type(""), "");
  EXPECT_EQ(bare_content_type(";"), "");
}

TEST(RetryAfter, IsReadInSeconds) {
  EXPECT_EQ(parse_retry_after("0", 0), seconds(0));
  EXPECT_EQ(parse_retry_after(" 120 ", 0), seconds(120));
}

TEST(RetryAfter, IsReadAsADate) {
  EXPECT_EQ(parse_retry_after("Fri, 12 Dec 2025 05:26:00 GMT", 1'765'517'160 - 30), seconds(30));
}

TEST(RetryAfter, IsNeverNegative) {
  EXPECT_EQ(parse_retry_after("Fri, 12 Dec 2025 05:26:00 GMT", 1'765'517'160 + 30), seconds(0));
}

TEST(RetryAfter, IsADayAtMost) {
  EXPECT_EQ(parse_retry_after("99999999999999999999999", 0), seconds(86'400));
  EXPECT_EQ(parse_retry_after("86401", 0), seconds(86'400));
}

TEST(RetryAfter, IsNothingIfItIsNeither) {
  EXPECT_EQ(parse_retry_after("", 0), std::nullopt);
  EXPECT_EQ(parse_retry_after("-5", 0), std::nullopt);
  EXPECT_EQ(parse_retry_after("soon", 0), std::nullopt);
}

TEST(HttpDate, IsReadInItsThreeForms) {
  const Timestamp time{Seconds{784111777}};
  for (const char* text :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
    EXPECT_EQ(parse_http_date(text), time) << text;
  }
  EXPECT_EQ(parse_http_date("yesterday"), std::nullopt);
  EXPECT_EQ(parse_http_date(""), std::nullopt);
}

}  // namespace
}  // namespace oomscan::http
