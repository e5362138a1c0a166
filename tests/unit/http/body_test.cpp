#include "http/body.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace oomscan::http {
namespace {

TEST(Body, RefusesWhatIsAnnouncedAsTooMuch) {
  EXPECT_TRUE(Body(10, Overflow::fail).expect(10));
  EXPECT_FALSE(Body(10, Overflow::fail).expect(11));
}

TEST(Body, DoesNotBelieveAnAnnouncementBeyondItsLimit) {
  Body body(10, Overflow::keep_head);
  EXPECT_TRUE(body.expect(std::numeric_limits<std::size_t>::max()));
  EXPECT_TRUE(body.append("short"));
  EXPECT_EQ(body.take(), "short");
}

TEST(Body, ReportsOneByteTooMany) {
  Body body(3, Overflow::fail);
  EXPECT_TRUE(body.append("abc"));
  EXPECT_FALSE(body.append("d"));
}

TEST(Body, KeepsTheFirstBytes) {
  Body body(4, Overflow::keep_head);
  EXPECT_TRUE(body.append("abc"));
  EXPECT_TRUE(body.append("def"));
  EXPECT_EQ(body.dropped(), 2U);
  EXPECT_EQ(body.take(), "abcd");
}

TEST(Body, KeepsTheLastBytesHoweverTheyArrive) {
  const std::string text = "abcdefghijklmnopqrstuvwxyz0123456789";
  for (std::size_t bytes_max = 0; bytes_max <= text.size() + 1; ++bytes_max) {
    for (std::size_t piece = 1; piece <= text.size(); ++piece) {
      Body body(bytes_max, Overflow::keep_tail);
      for (std::size_t at = 0; at < text.size(); at += piece) EXPECT_TRUE(body.append(text.substr(at, piece)));
      const std::size_t kept = std::min(bytes_max, text.size());
      EXPECT_EQ(body.dropped(), text.size() - kept);
      EXPECT_EQ(body.take(), text.substr(text.size() - kept)) << bytes_max << " " << piece;
    }
  }
}

}  // namespace
}  // namespace oomscan::http
