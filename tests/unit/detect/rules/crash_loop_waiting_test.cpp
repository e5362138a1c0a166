#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(CrashLoopWaiting, IsConfirmedActiveAndDatedByTheLastEnd) {
  const Finding finding =
      the("CrashLoopBackOff", Scene().with(Container().in_back_off().restarts(8).last(failed(1, minutes(3)))));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_EQ(finding.state, State::active);
  EXPECT_EQ(finding.cause, "exit code 1");
  EXPECT_EQ(finding.exit_code, 1);
  EXPECT_EQ(finding.restart_count, 8);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(3))));
  EXPECT_THAT(details(finding), HasSubstr("state.waiting CrashLoopBackOff: back-off 5m0s restarting failed container"));
  EXPECT_THAT(details(finding), HasSubstr("lastState.terminated Error, exit code 1"));
}

TEST(CrashLoopWaiting, GivesTwoFindingsForALoopOfOomKills) {
  EXPECT_EQ(said(Scene().with(Container().in_back_off().last(oom_killed(minutes(3))))),
            "app CrashLoopBackOff confirmed active (OOMKilled); app OOMKilled confirmed active (OOMKilled)");
}

TEST(CrashLoopWaiting, HoldsForCleanExitsToo) {
  const Finding finding = the("CrashLoopBackOff", Scene().with(Container().in_back_off().last(completed(minutes(1)))));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_EQ(finding.cause, "exit code 0");
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(1))));
}

TEST(CrashLoopWaiting, IsInTheRangeEvenIfItsLastEndIsNot) {
  const Scene scene = Scene().range(minutes(1)).with(Container().in_back_off().last(failed(1, minutes(4))));
  EXPECT_EQ(said(scene), "app CrashLoopBackOff confirmed active (exit code 1)");
  EXPECT_TRUE(the("CrashLoopBackOff", scene).timestamps.empty());
}

TEST(CrashLoopWaiting, NeedsNoEndAtAll) {
  EXPECT_EQ(said(Scene().with(Container().waiting("CrashLoopBackOff"))),
            "app CrashLoopBackOff confirmed active (unknown)");
}

TEST(CrashLoopWaiting, HoldsForAnInitContainerWhileTheMainOneWaits) {
  EXPECT_EQ(said(Scene()
                     .phase("Pending")
                     .with(init("migrate").in_back_off().last(failed(2, minutes(1))))
                     .with(Container().waiting("PodInitializing"))),
            "migrate CrashLoopBackOff confirmed active (exit code 2)");
}

TEST(CrashLoopWaiting, JudgesANativeSidecarLikeAMainContainer) {
  EXPECT_EQ(
      said(
          Scene().with(sidecar("proxy").in_back_off().last(failed(1, minutes(1)))).with(Container().running(hours(1)))),
      "proxy CrashLoopBackOff confirmed active (exit code 1)");
}

TEST(CrashLoopWaiting, SaysNothingAboutOtherWaits) {
  for (const char* reason : {"ImagePullBackOff", "ErrImagePull", "PodInitializing", "ContainerCreating",
                             "CreateContainerConfigError", "CreateContainerError", ""}) {
    EXPECT_EQ(said(Scene().with(Container().waiting(reason, "back-off restarting failed container"))), "nothing")
        << reason;
  }
}

TEST(CrashLoopWaiting, TakesNoExitCodeFromAStatusThatTheKubeletMadeUp) {
  const Finding finding =
      the("CrashLoopBackOff",
          Scene().with(Container().in_back_off().last(ended_at_unknown_time("ContainerStatusUnknown", 137))));
  EXPECT_EQ(finding.cause, "unknown");
  EXPECT_EQ(finding.exit_code, std::nullopt);
  EXPECT_TRUE(finding.timestamps.empty());
}

TEST(CrashLoopWaiting, BoundsALongForeignMessage) {
  const std::string hostile(100'000, 'x');
  const Finding finding = the("CrashLoopBackOff", Scene().with(Container().waiting("CrashLoopBackOff", hostile)));
  EXPECT_LT(details(finding).size(), 17'000U);  // it is cut to what is shown after it was redacted
}

TEST(CrashLoopWaiting, MattersBeforeAnythingElseIsKnown) {
  const PodObservation pod = *Scene().with(init("i").in_back_off()).evidence().pod;
  EXPECT_TRUE(make_judge({"CrashLoopBackOff"})->may_matter(pod));
  EXPECT_FALSE(make_judge({"OOMKilled"})->may_matter(pod));
}

TEST(CrashLoopWaiting, IsInTheRangeEvenIfItsLastCleanExitIsNot) {
  EXPECT_EQ(said(Scene().range(minutes(1)).with(Container().in_back_off().last(completed(minutes(4))))),
            "app CrashLoopBackOff confirmed active (exit code 0)");
}

TEST(CrashLoopWaiting, ShowsTheEndThatItsCauseRestsOnWheneverThatWas) {
  const Scene scene = Scene().range(minutes(1)).with(Container().in_back_off().last(failed(1, minutes(4))));
  EXPECT_THAT(details(the("CrashLoopBackOff", scene)), HasSubstr("lastState.terminated Error, exit code 1"));
}

}  // namespace
}  // namespace oomscan::detect
