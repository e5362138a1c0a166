#include "oomscan/overview/gap_words.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "oomscan/model/text.hpp"

namespace oomscan::overview {
namespace {

TEST(GapWords, AreThereForEverySubjectAndReason) {
  for (const GapSubject subject : kGapSubjects) {
    EXPECT_FALSE(words(subject).empty());
    EXPECT_NE(words(subject), "bug");
    EXPECT_EQ(words(subject).find('_'), std::string_view::npos) << words(subject);
  }
  for (const GapReason reason : kGapReasons) {
    EXPECT_NE(words(reason), "bug");
    const bool is_a_word = reason == GapReason::unreachable || reason == GapReason::interrupted;
    EXPECT_TRUE(is_a_word || words(reason) != to_id(reason)) << "no words for " << to_id(reason);
    EXPECT_EQ(words(reason), printable(words(reason)));
  }
}

TEST(GapIds, AreDistinct) {
  std::set<std::string_view> subjects;
  for (const GapSubject subject : kGapSubjects) subjects.insert(to_id(subject));
  EXPECT_EQ(subjects.size(), kGapSubjects.size());
  std::set<std::string_view> reasons;
  for (const GapReason reason : kGapReasons) reasons.insert(to_id(reason));
  EXPECT_EQ(reasons.size(), kGapReasons.size());
}

TEST(GapIds, OfAnErrorAreThoseOfItsKind) {
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::cancelled); ++kind) {
    EXPECT_EQ(to_id(gap_reason(static_cast<ErrorKind>(kind))), to_id(static_cast<ErrorKind>(kind)));
  }
}

}  // namespace
}  // namespace oomscan::overview
