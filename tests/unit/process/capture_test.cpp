#include "process/capture.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace oomscan::process {
namespace {

TEST(Capture, KeepsWhatFits) {
  Capture capture(5, Overflow::fail);
  EXPECT_TRUE(capture.append("abc"));
  EXPECT_TRUE(capture.append("de"));
  EXPECT_EQ(capture.take(), "abcde");
  EXPECT_EQ(capture.dropped(), 0U);
}

TEST(Capture, ReportsOneByteTooMany) {
  Capture capture(5, Overflow::fail);
  EXPECT_TRUE(capture.append("abcde"));
  EXPECT_FALSE(capture.append("f"));
  EXPECT_EQ(capture.take(), "abcde");
}

TEST(Capture, KeepsTheFirstBytes) {
  Capture capture(5, Overflow::keep_head);
  EXPECT_TRUE(capture.append("abc"));
  EXPECT_TRUE(capture.append("defgh"));
  EXPECT_TRUE(capture.append("i"));
  EXPECT_EQ(capture.take(), "abcde");
  EXPECT_EQ(capture.dropped(), 4U);
}

// Every way that pieces can fall around the ring's end, against the obvious answer.
TEST(Capture, KeepsTheLastBytesHoweverTheyArrive) {
  const std::string text = "abcdefghijklmnopqrstuvwxyz0123456789";
  for (std::size_t bytes_max = 0; bytes_max <= text.size() + 1; ++bytes_max) {
    for (std::size_t piece = 1; piece <= text.size(); ++piece) {
      Capture capture(bytes_max, Overflow::keep_tail);
      for (std::size_t at = 0; at < text.size(); at += piece) EXPECT_TRUE(capture.append(text.substr(at, piece)));
      const std::size_t kept = std::min(bytes_max, text.size());
      EXPECT_EQ(capture.dropped(), text.size() - kept);
      EXPECT_EQ(capture.take(), text.substr(text.size() - kept)) << bytes_max << " " << piece;
    }
  }
}

}  // namespace
}  // namespace oomscan::process
