#include "store/run_json.hpp"

#include <gmock/gmock.h>

#include "unit/store/run_maker.hpp"

namespace oomscan::store {
namespace {

using ::testing::HasSubstr;

RunRecord a_run() {
  RunRecord written =
      run("20251124T160000Z-0000000000000001",
          {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {{kNow - 2 * kHour, kNow - kHour}})}),
           cluster("uid-2", {})});
  written.clusters[0].gaps = {{"b", "logs", "forbidden", "\x1b[31m'bob'\n may not \xff"}};
  return written;
}

TEST(RunLines, AreReadAsTheyWereWritten) {
  RunRecord written = a_run();
  written.clusters[0].gaps[0].detail = "'bob' may not";
  const auto read = parse_run_lines(run_lines(written));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, written);
}

TEST(RunLines, HoldNothingButAsciiOneObjectALine) {
  const std::string text = run_lines(a_run());
  for (const char c : text) EXPECT_TRUE(c == '\n' || (c >= ' ' && c < 0x7f));
}

TEST(RunLines, ThatAreCutOffAreAnErrorAtEveryByte) {
  const std::string text = run_lines(a_run());
  for (std::size_t size = 0; size + 1 < text.size(); ++size) {
    EXPECT_FALSE(parse_run_lines(text.substr(0, size)).ok()) << size;
  }
}

TEST(RunLines, OfANewerVersionSayBothVersions) {
  std::string text = run_lines(a_run());
  text.replace(text.find("\"schema_version\":1"), 18, "\"schema_version\":7");
  const auto read = parse_run_lines(text);
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, HasSubstr("version 7"));
}

TEST(RunLines, OfTwoRunsAreNotOne) {
  RunRecord other = a_run();
  other.id = "another";
  EXPECT_FALSE(parse_run_lines(run_lines(a_run()) + run_lines(other)).ok());
}

TEST(RunLines, PassOverRecordsOfALaterKind) {
  std::string text = run_lines(a_run());
  text.insert(text.find('\n') + 1, "{\"record\":\"weather\",\"run\":\"20251124T160000Z-0000000000000001\"}\n");
  EXPECT_TRUE(parse_run_lines(text).ok());
}

}  // namespace
}  // namespace oomscan::store
