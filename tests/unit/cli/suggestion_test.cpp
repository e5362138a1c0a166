#include "cli/suggestion.hpp"

#include <gtest/gtest.h>

namespace oomscan::cli {
namespace {

const std::vector<std::string> kKnown = {"include-ns", "exclude-ns", "prom-workers", "prometheus-url", "current"};

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("abc", "ABC"), 0U);
  EXPECT_EQ(edit_distance("abc", "acb"), 1U);
  EXPECT_EQ(edit_distance("abc", "abd"), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(Suggestion, IsTheNearestKnownWord) {
  EXPECT_EQ(did_you_mean("incldue-ns", kKnown, "--"), "did you mean '--include-ns'?");
  EXPECT_EQ(did_you_mean("Current", kKnown), "did you mean 'current'?");
}

TEST(Suggestion, NamesAllThatAreEquallyNear) {
  EXPECT_EQ(did_you_mean("xxclude-ns", kKnown), "did you mean 'exclude-ns'?");
  EXPECT_EQ(did_you_mean("prom", kKnown), "did you mean 'prom-workers' or 'prometheus-url'?");
}

TEST(Suggestion, IsSilentWhenNothingIsNear) {
  EXPECT_EQ(did_you_mean("banana", kKnown), "");
  EXPECT_EQ(did_you_mean("", kKnown), "");
  EXPECT_EQ(did_you_mean(std::string(100000, 'c'), kKnown), "");
}

}  // namespace
}  // namespace oomscan::cli
