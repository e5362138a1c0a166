#include "oomscan/model/finding.hpp"

#include <gtest/gtest.h>

namespace oomscan {
namespace {

TEST(Windows, IncludeTheirFarEndAndWhatAClusterAheadOfUsDates) {
  const Timestamp now{Seconds{10'000'000}};
  const std::vector<Timestamp> times = {now - Seconds{3600}, now - Seconds{3601},      now,
                                        now + Seconds{1},    now - Seconds{7 * 86400}, now - Seconds{7 * 86400 + 1}};
  const WindowCounts counts = count_windows(times, now);
  EXPECT_EQ(counts, (WindowCounts{3, 4, 4, 4, 4, 4, 4, 5}));
}

TEST(FindingOrder, IsByClusterNamespacePodContainerType) {
  Finding a;
  a.cluster = "a";
  a.type = "OOMKilled";
  Finding b = a;
  b.type = "CrashLoopBackOff";
  EXPECT_TRUE(before(b, a));
  b.cluster = "b";
  EXPECT_TRUE(before(a, b));
  EXPECT_FALSE(before(a, a));
}

}  // namespace
}  // namespace oomscan
