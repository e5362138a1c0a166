#include "oomscan/model/time.hpp"

#include <gtest/gtest.h>

namespace oomscan {
namespace {

TEST(Rfc3339, ReadsWhatTheApiWrites) {
  const auto time = parse_rfc3339("2025-12-12T05:25:40Z");
  ASSERT_TRUE(time.has_value());
  EXPECT_EQ(time->time_since_epoch().count(), 1765517140);
}

TEST(Rfc3339, CutsOffAFraction) {
  EXPECT_EQ(parse_rfc3339("2025-12-12T05:25:40.999999Z"), parse_rfc3339("2025-12-12T05:25:40Z"));
}

TEST(Rfc3339, AppliesANumericOffset) {
  EXPECT_EQ(parse_rfc3339("2025-12-12T07:25:40+02:00"), parse_rfc3339("2025-12-12T05:25:40Z"));
  EXPECT_EQ(parse_rfc3339("2025-12-11T23:55:40-05:30"), parse_rfc3339("2025-12-12T05:25:40Z"));
}

TEST(Rfc3339, TakesTheApisZeroTimeAsUnknown) { EXPECT_FALSE(parse_rfc3339("0001-01-01T00:00:00Z").has_value()); }

TEST(Rfc3339, RefusesWhatItsOffsetLeadsOutOfTheYearsThatCanBeWritten) {
  EXPECT_FALSE(parse_rfc3339("0002-01-01T00:00:00+00:01").has_value());
  EXPECT_FALSE(parse_rfc3339("9999-12-31T23:59:00-00:01").has_value());
  EXPECT_TRUE(parse_rfc3339("0002-01-01T00:00:00Z").has_value());
  EXPECT_TRUE(parse_rfc3339("9999-12-31T23:59:59Z").has_value());
}

TEST(Rfc3339, KeepsTheEpochThatStartErrorsCarry) {
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00Z"), Timestamp{Seconds{0}});
}

TEST(Rfc3339, RefusesEverythingElse) {
  for (const char* text : {"", "null", "2025-12-12", "2025-12-12T05:25:40", "2025-13-12T05:25:40Z",
                           "2025-02-30T05:25:40Z", "2025-12-12T24:25:40Z", "2025-12-12T05:25:40Zjunk",
                           "2025-12-12T05:25:40.Z", "2025-12-12T05:25:40+2:00", "99999-12-12T05:25:40Z"}) {
    EXPECT_FALSE(parse_rfc3339(text).has_value()) << text;
  }
}

TEST(Rfc3339, WritesWhatItReads) {
  const auto time = parse_rfc3339("2024-02-29T23:59:59Z");
  ASSERT_TRUE(time.has_value());
  EXPECT_EQ(format_rfc3339(*time), "2024-02-29T23:59:59Z");
  EXPECT_EQ(format_for_file_name(*time), "2024-02-29T23-59-59Z");
}

TEST(TimeRange, IncludesBothEnds) {
  const TimeRange range{"1h", Timestamp{Seconds{100}}, Timestamp{Seconds{200}}};
  EXPECT_TRUE(range.contains(Timestamp{Seconds{100}}));
  EXPECT_TRUE(range.contains(Timestamp{Seconds{200}}));
  EXPECT_FALSE(range.contains(Timestamp{Seconds{99}}));
  EXPECT_FALSE(range.contains(Timestamp{Seconds{201}}));
}

}  // namespace
}  // namespace oomscan
