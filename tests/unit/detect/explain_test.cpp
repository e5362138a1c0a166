// What the judge tells of itself.
#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;

Explanation explained(Scene scene) {
  return make_judge({"OOMKilled", "CrashLoopBackOff"})->explain(scene.evidence(), scene.frame());
}

const RuleExplanation* rule(const Explanation& explanation, std::string_view name) {
  const auto found = std::find_if(explanation.rules.begin(), explanation.rules.end(),
                                  [&](const RuleExplanation& each) { return each.rule == name; });
  return found == explanation.rules.end() ? nullptr : &*found;
}

TEST(Explain, NamesEachRuleOnceWithWhatItLooksAt) {
  const Explanation explanation = explained(Scene().with(Container().running(hours(1))));
  EXPECT_EQ(explanation.rules.size(), 12U);
  for (const RuleExplanation& each : explanation.rules) {
    EXPECT_FALSE(each.rule.empty());
    EXPECT_FALSE(each.looks_at.empty());
    EXPECT_EQ(std::count_if(explanation.rules.begin(), explanation.rules.end(),
                            [&](const RuleExplanation& other) { return other.rule == each.rule; }),
              1)
        << each.rule;
  }
}

TEST(Explain, TellsWhatARuleSaysAndComesToTheSameFindings) {
  const Scene scene = Scene().with(Container().running(hours(1)).last(oom_killed(hours(2))));
  const Explanation explanation = explained(scene);
  EXPECT_EQ(said(explanation.findings), said(scene.judge({"OOMKilled", "CrashLoopBackOff"})));
  const RuleExplanation* status = rule(explanation, "OOMKilled by status");
  ASSERT_NE(status, nullptr);
  ASSERT_EQ(status->said.size(), 1U);
  EXPECT_EQ(status->said[0].container, "app");
  EXPECT_EQ(status->said[0].confidence, Confidence::confirmed);
}

TEST(Explain, TellsWhyARuleIsSilent) {
  const Explanation explanation =
      explained(Scene().with(Container().running(minutes(2)).restarts(4).last(failed(1, hours(2)))));
  const RuleExplanation* status = rule(explanation, "OOMKilled by status");
  ASSERT_NE(status, nullptr);
  ASSERT_EQ(status->silent.size(), 1U);
  EXPECT_EQ(status->silent[0],
            (Silence{"app", "lastState.terminated Error, exit code 1: the reason is not OOMKilled"}));
  const RuleExplanation* pattern = rule(explanation, "restart pattern");
  ASSERT_NE(pattern, nullptr);
  ASSERT_EQ(pattern->silent.size(), 1U);
  EXPECT_NE(pattern->silent[0].why.find("older than the longest round of a loop"), std::string::npos);
}

TEST(Explain, TellsThatWhatWasFoundLiesBeforeTheRange) {
  const Explanation explanation =
      explained(Scene().range(hours(1)).with(Container().running(hours(1)).last(oom_killed(hours(2)))));
  const RuleExplanation* status = rule(explanation, "OOMKilled by status");
  ASSERT_NE(status, nullptr);
  EXPECT_TRUE(status->said.empty());
  ASSERT_EQ(status->silent.size(), 1U);
  EXPECT_EQ(status->silent[0].why, "what it found lies before the time range");
}

}  // namespace
}  // namespace oomscan::detect
