#include "prometheus/namespace_batches.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::prometheus {
namespace {

using testing::ElementsAre;
using testing::Le;
using testing::SizeIs;

const QueryFrame kWeek = fine_frame({"7d", Timestamp{Seconds{1'764'912'360}}, Timestamp{Seconds{1'765'517'160}}});

std::vector<std::string> names(std::size_t count, std::size_t bytes) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < count; ++i) {
    std::string name = std::to_string(10'000 + i);
    result.push_back(name + std::string(bytes - name.size(), 'x'));
  }
  return result;
}

std::size_t longest(const std::vector<std::string>& batch, Dating dating) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < queries_per_batch(dating); ++i) {
    bytes = std::max(bytes, range_target(fact_query(i, batch, kWeek, dating), kWeek, Seconds{45}, "").size());
  }
  return bytes;
}

TEST(NamespaceBatches, KeepTheOrderAndTheSize) {
  EXPECT_THAT(namespace_batches({"a", "b", "c", "d", "e"}, 2, kWeek, Dating::by_timestamp, {}, kTargetBytesMax),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d"), ElementsAre("e")));
  EXPECT_THAT(namespace_batches({"a", "b"}, 0, kWeek, Dating::by_timestamp, {}, kTargetBytesMax), SizeIs(2));
  EXPECT_THAT(namespace_batches({}, 10, kWeek, Dating::by_timestamp, {}, kTargetBytesMax), SizeIs(0));
}

TEST(NamespaceBatches, AreTenNamespacesEachForNamesOfUsualLength) {
  EXPECT_THAT(namespace_batches(names(2'000, 20), 10, kWeek, Dating::by_timestamp, {}, kTargetBytesMax), SizeIs(200));
  EXPECT_THAT(namespace_batches(names(2'000, 20), 10, kWeek, Dating::by_restarts, {}, kTargetBytesMax), SizeIs(200));
  EXPECT_THAT(namespace_batches(names(2'000, 16), 10, kWeek, Dating::by_either, {}, kTargetBytesMax), SizeIs(200));
}

TEST(NamespaceBatches, AreSplitWhereATargetWouldBeTooLong) {
  for (const Dating dating : {Dating::by_timestamp, Dating::by_restarts, Dating::by_either}) {
    const auto all = names(30, 63);
    const auto batches = namespace_batches(all, 15, kWeek, dating, {}, kTargetBytesMax);
    std::vector<std::string> joined;
    for (const auto& batch : batches) {
      EXPECT_THAT(longest(batch, dating), Le(kTargetBytesMax));
      EXPECT_LT(batch.size(), 15U);
      joined.insert(joined.end(), batch.begin(), batch.end());
    }
    EXPECT_EQ(joined, all);
  }
}

TEST(NamespaceBatches, LeaveRoomForWhatIsPutBeforeTheTarget) {
  const auto batches = namespace_batches(names(20, 45), 10, kWeek, Dating::by_timestamp, {}, kTargetBytesMax - 1'500);
  EXPECT_GT(batches.size(), 2U);
}

TEST(NamespaceBatches, AreAsAskedForWhereTheWayTakesLongTargets) {
  EXPECT_THAT(namespace_batches(names(3'000, 63), 300, kWeek, Dating::by_either, {}, std::size_t{1} << 20), SizeIs(10));
}

TEST(NamespaceBatches, NeverLeaveANamespaceOut) {
  EXPECT_THAT(namespace_batches({"a", "b"}, 10, kWeek, Dating::by_timestamp, {}, 0), SizeIs(2));
}

}  // namespace
}  // namespace oomscan::prometheus
