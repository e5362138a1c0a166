#include "kube/door/stream_lines.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Lines final : public LineReceiver {
 public:
  bool receive_line(std::string_view line) override {
    taken.emplace_back(line);
    return taken.size() < enough;
  }
  std::vector<std::string> taken;
  std::size_t enough = 1'000'000;
};

TEST(StreamLines, AreTheSameHoweverTheirBytesArrive) {
  const std::string text = "one\r\n\ntwo\nthree";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    Lines lines;
    StreamLines stream(lines, 10);
    for (std::size_t at = 0; at < text.size(); at += piece) EXPECT_TRUE(stream.receive(text.substr(at, piece)));
    stream.end();
    EXPECT_THAT(lines.taken, ElementsAre("one", "two", "three")) << "pieces of " << piece;
  }
}

TEST(StreamLines, EndWithOneThatIsTooLong) {
  for (const char* text : {"ok\n12345678901", "ok\n12345678901\nx\n"}) {
    Lines lines;
    StreamLines stream(lines, 10);
    EXPECT_FALSE(stream.receive(text));
    EXPECT_TRUE(stream.line_is_too_long());
    EXPECT_FALSE(stream.has_enough());
    stream.end();
    EXPECT_THAT(lines.taken, ElementsAre("ok"));
  }
}

TEST(StreamLines, EndWhenNoMoreAreWanted) {
  Lines lines;
  lines.enough = 2;
  StreamLines stream(lines, 10);
  EXPECT_FALSE(stream.receive("a\nb\nc\n"));
  EXPECT_TRUE(stream.has_enough());
  EXPECT_THAT(lines.taken, ElementsAre("a", "b"));
}

TEST(StreamLines, AreNoneInAnEmptyAnswer) {
  Lines lines;
  StreamLines stream(lines, 10);
  EXPECT_TRUE(stream.receive("\n\r\n"));
  stream.end();
  EXPECT_THAT(lines.taken, IsEmpty());
}

}  // namespace
}  // namespace oomscan::kube
