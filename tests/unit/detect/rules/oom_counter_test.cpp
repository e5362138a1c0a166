#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(OomCounter, FindsTheKillThatTheFirstProcessSurvived) {
  const Finding finding =
      the("OOMKilled", Scene().with(Container().running(days(1))).with(oom_counter({hours(2)}).late(minutes(1))));
  EXPECT_EQ(finding.confidence, Confidence::probable);
  EXPECT_EQ(finding.state, State::recovered);
  EXPECT_EQ(finding.cause, "OOMKilled");
  EXPECT_EQ(finding.exit_code, std::nullopt);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(2))));
  EXPECT_THAT(details(finding), HasSubstr("PID 1 survived"));
}

TEST(OomCounter, IsActiveWhileTheKillIsFresh) {
  EXPECT_EQ(said(Scene().with(Container().running(days(1))).with(oom_counter({minutes(2)}))),
            "app OOMKilled probable active (OOMKilled)");
}

TEST(OomCounter, ClaimsNoSurvivalOfAContainerThatIsNotThereToShowIt) {
  const Finding finding = the("OOMKilled", Scene().without_pod(Presence::gone).with(oom_counter({hours(2)})));
  EXPECT_EQ(finding.confidence, Confidence::probable);
  EXPECT_THAT(details(finding), Not(HasSubstr("survived")));
}

TEST(OomCounter, MakesAKillWithoutAReasonProbable) {
  const Finding finding =
      the("OOMKilled",
          Scene().with(Container().running(minutes(59)).last(failed(137, hours(1)))).with(oom_counter({hours(1)})));
  EXPECT_EQ(finding.confidence, Confidence::probable);
  EXPECT_EQ(finding.exit_code, 137);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(1))));
  EXPECT_THAT(details(finding), HasSubstr("may have lost the reason"));
}

TEST(OomCounter, IsTheCauseOfALoopOfSuchKills) {
  EXPECT_EQ(said(Scene()
                     .with(Container().in_back_off().restarts(4).last(failed(137, minutes(1))))
                     .with(oom_counter({minutes(1)}))),
            "app CrashLoopBackOff confirmed active (OOMKilled); app OOMKilled probable active (OOMKilled)");
}

TEST(OomCounter, LeavesAKillAloneThatLiesElsewhereInTime) {
  const Finding finding =
      the("OOMKilled",
          Scene().with(Container().running(minutes(59)).last(failed(137, hours(1)))).with(oom_counter({hours(3)})));
  EXPECT_EQ(finding.exit_code, std::nullopt);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(3))));
}

TEST(OomCounter, IsOnlyMoreEvidenceBesideTheKubeletsOwnWord) {
  const Finding finding = the("OOMKilled", Scene()
                                               .with(Container().running(minutes(59)).last(oom_killed(hours(1))))
                                               .with(oom_counter({hours(1) - Seconds{20}}).late(Seconds{60})));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(1))));
  EXPECT_EQ(finding.evidence.size(), 2U);
}

TEST(OomCounter, BlamesNoRunThatEndedWell) {
  const Finding finding =
      the("OOMKilled",
          Scene().with(Container().running(minutes(59)).last(completed(hours(1)))).with(oom_counter({hours(1)})));
  EXPECT_EQ(finding.exit_code, std::nullopt);
  EXPECT_THAT(details(finding), Not(HasSubstr("Completed")));
}

}  // namespace
}  // namespace oomscan::detect
