#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kSuspect = "app CrashLoopBackOff suspect active (exit code 1)";

Container failing(Seconds before) {
  return Container().running(before - Seconds{1}).restarts(3).last(failed(1, before));
}

TEST(RestartPattern, SuspectsThreeRestartsWithAFailureMinutesAgo) {
  const Scene scene = Scene().with(failing(minutes(4)));
  EXPECT_EQ(said(scene), kSuspect);
  const Finding finding = the("CrashLoopBackOff", scene);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(4))));
  EXPECT_THAT(details(finding), HasSubstr("3 restarts"));
}

TEST(RestartPattern, SuspectsAContainerThatHasEndedAndNotStartedAgain) {
  EXPECT_EQ(said(Scene().with(Container().now(failed(1, minutes(1))).restarts(7))), kSuspect);
}

TEST(RestartPattern, SuspectsARunningContainerThatIsNotReady) {
  EXPECT_EQ(said(Scene().with(Container().running(minutes(12), false).restarts(7).last(failed(1, minutes(13))))),
            kSuspect);
}

TEST(RestartPattern, LeavesFewerRestartsAlone) {
  EXPECT_EQ(said(Scene().with(failing(minutes(4)).restarts(2))), "nothing");
}

TEST(RestartPattern, LeavesCleanExitsAloneAsAPeriodicTask) {
  EXPECT_EQ(said(Scene().with(Container().running(minutes(3)).restarts(500).last(completed(minutes(4))))), "nothing");
  EXPECT_EQ(said(Scene().with(Container().now(completed(Seconds{4})).restarts(500).last(completed(hours(1))))),
            "nothing");
}

TEST(RestartPattern, LeavesAContainerAloneThatHasBeenReadySince) {
  for (const std::int64_t restarts : {1, 3, 100}) {
    EXPECT_EQ(said(Scene().with(failing(hours(2)).restarts(restarts))), "nothing") << restarts;
    EXPECT_EQ(said(Scene().with(failing(minutes(11)).restarts(restarts))), "nothing") << restarts;
  }
}

TEST(RestartPattern, LeavesAnOldFailureAloneEvenIfTheContainerIsNotReady) {
  EXPECT_EQ(said(Scene().with(Container().running(hours(2), false).restarts(9).last(failed(1, hours(2))))), "nothing");
}

TEST(RestartPattern, LeavesAnUndatedFailureAlone) {
  EXPECT_EQ(said(Scene().with(Container().running(minutes(2)).restarts(9).last(ended_at_unknown_time("Error", 1)))),
            "nothing");
}

TEST(RestartPattern, LeavesAFailureOutsideTheRangeAlone) {
  EXPECT_EQ(said(Scene().range(minutes(1)).with(failing(minutes(4)))), "nothing");
}

TEST(RestartPattern, LeavesAnInitContainerAloneThatCompleted) {
  EXPECT_EQ(said(Scene()
                     .with(init("setup").now(completed(minutes(1))).restarts(5).last(failed(1, minutes(2))))
                     .with(Container().running(minutes(1)))),
            "nothing");
}

TEST(RestartPattern, LeavesPodsAloneThatAreOver) {
  for (const char* phase : {"Failed", "Succeeded"}) {
    EXPECT_EQ(said(Scene().policy("OnFailure").phase(phase).with(Container().now(failed(1, minutes(1))).restarts(6))),
              "nothing");
  }
}

TEST(RestartPattern, LeavesJobPodsThatFailedWithoutARestartAlone) {
  EXPECT_EQ(said(Scene().policy("Never").phase("Failed").with(Container().now(failed(1, minutes(1))))), "nothing");
  EXPECT_EQ(
      said(Scene().policy("Never").with(Container().now(failed(1, minutes(1)))).with(Container("b").running(hours(1)))),
      "nothing");
}

TEST(RestartPattern, LeavesADebugContainerAloneThatEnded) {
  EXPECT_EQ(said(Scene().with(debug("dbg").now(failed(1, minutes(1))).restarts(9)).with(Container().running(hours(1)))),
            "nothing");
}

TEST(RestartPattern, LeavesTheKillsOfAPodThatIsStoppedOrDeletedAlone) {
  EXPECT_EQ(said(Scene().deleted().with(Container().now(failed(143, Seconds{9})).restarts(9))), "nothing");
  EXPECT_EQ(said(Scene().disrupted("EvictionByEvictionAPI").with(Container().now(failed(143, Seconds{9})).restarts(9))),
            "nothing");
}

TEST(RestartPattern, LeavesASidecarAloneThatWasKilledWhenTheWorkWasDone) {
  const auto job = [](const Container& work) {
    return Scene().policy("OnFailure").with(work).with(sidecar("proxy").now(failed(143, Seconds{5})).restarts(5));
  };
  EXPECT_EQ(said(job(Container("work").now(completed(Seconds{6})))), "nothing");
  EXPECT_EQ(said(job(Container("work").running(hours(1)))),
            "proxy CrashLoopBackOff suspect active (exit code 143 (SIGTERM))");
}

TEST(RestartPattern, LeavesAContainerAloneThatNowWaitsForAnImage) {
  for (const char* reason :
       {"ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull", "InvalidImageName", "RegistryUnavailable"}) {
    EXPECT_EQ(said(Scene().with(Container().waiting(reason).restarts(9).last(failed(1, minutes(3))))), "nothing")
        << reason;
  }
}

TEST(RestartPattern, GivesWayToABackOffThatWasSeen) {
  EXPECT_EQ(said(Scene().with(failing(minutes(4))).with(back_off(minutes(3)))),
            "app CrashLoopBackOff confirmed active (exit code 1)");
}

TEST(RestartPattern, MattersBeforeTheTimeIsKnown) {
  const auto judge = make_judge({"CrashLoopBackOff"});
  EXPECT_TRUE(judge->may_matter(*Scene().with(failing(minutes(4))).evidence().pod));
  EXPECT_FALSE(judge->may_matter(*Scene().with(failing(minutes(4)).restarts(2)).evidence().pod));
  EXPECT_FALSE(judge->may_matter(
      *Scene().with(Container().running(hours(1)).restarts(9).last(completed(hours(1)))).evidence().pod));
}

TEST(RestartPattern, CountsAnOomKillAsAFailureWhateverTheExitCode) {
  EXPECT_EQ(the("CrashLoopBackOff",
                Scene().with(Container().running(minutes(1)).restarts(3).last(ended("OOMKilled", 0, minutes(2)))))
                .cause,
            "OOMKilled");
}

}  // namespace
}  // namespace oomscan::detect
