#include "kube/list/quantity.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

TEST(Quantity, ReadsWhatTheApiWrites) {
  EXPECT_EQ(parse_bytes("128Mi"), 134217728);
  EXPECT_EQ(parse_bytes("1e9"), 1'000'000'000);
  EXPECT_EQ(parse_bytes("1E3"), 1000);
  EXPECT_EQ(parse_bytes("500k"), 500'000);
  EXPECT_EQ(parse_bytes("0.5Gi"), 536870912);
  EXPECT_EQ(parse_bytes("128974848"), 128974848);
  EXPECT_EQ(parse_bytes("1.5e3"), 1500);
  EXPECT_EQ(parse_bytes("+2Ki"), 2048);
  EXPECT_EQ(parse_bytes("0"), 0);
  EXPECT_EQ(parse_bytes("128974848000m"), 128974848);
  EXPECT_EQ(parse_bytes(".5k"), 500);
  EXPECT_EQ(parse_bytes("5.k"), 5000);
}

TEST(Quantity, IsExactWhereFloatingPointIsNot) {
  EXPECT_EQ(parse_bytes("1.1k"), 1100);
  EXPECT_EQ(parse_bytes("0.1Gi"), 107374183);  // 107374182.4, rounded up
  EXPECT_EQ(parse_bytes("8191Pi"), 8191LL << 50);
}

TEST(Quantity, RoundsUpToWholeBytes) {
  EXPECT_EQ(parse_bytes("100m"), 1);
  EXPECT_EQ(parse_bytes("1n"), 1);
  EXPECT_EQ(parse_bytes("1e-60"), 1);
}

TEST(Quantity, StopsAtTheLargestNumber) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(parse_bytes("12E"), kMost);
  EXPECT_EQ(parse_bytes("999999999999999999Ei"), kMost);
  EXPECT_EQ(parse_bytes("1e60"), kMost);
  EXPECT_EQ(parse_bytes("99999999999999999999999999"), kMost);
  EXPECT_EQ(parse_bytes("0e60"), 0);
}

TEST(Quantity, RefusesWhatIsNone) {
  for (const char* text :
       {"", "Mi", "-1Mi", "1MiB", "1 Mi", "e9", "1e", "1e+", "1e99", "1.2.3", "NaN", "0x10", ".", "+"}) {
    EXPECT_EQ(parse_bytes(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace oomscan::kube
