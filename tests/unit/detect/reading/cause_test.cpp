#include "detect/reading/cause.hpp"

#include <gmock/gmock.h>

#include "detect/reading/exit_codes.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::HasSubstr;

std::string cause_of(const Scene& scene) { return the("CrashLoopBackOff", scene).cause; }

Scene looping(const Termination& last) { return Scene().with(Container().in_back_off().last(last)); }

TEST(ExitCodeCause, NamesTheSignalWhereThereIsOne) {
  const std::pair<int, const char*> cases[] = {
      {0, "exit code 0"},
      {1, "exit code 1"},
      {-1073741819, "exit code -1073741819 (0xC0000005)"},
      {-532462766, "exit code -532462766 (0xE0434352)"},
      {127, "exit code 127"},
      {128, "exit code 128"},
      {129, "exit code 129 (SIGHUP)"},
      {130, "exit code 130 (SIGINT)"},
      {131, "exit code 131 (SIGQUIT)"},
      {132, "exit code 132 (SIGILL)"},
      {133, "exit code 133 (SIGTRAP)"},
      {134, "exit code 134 (SIGABRT)"},
      {135, "exit code 135 (SIGBUS)"},
      {136, "exit code 136 (SIGFPE)"},
      {137, "exit code 137 (SIGKILL)"},
      {139, "exit code 139 (SIGSEGV)"},
      {141, "exit code 141 (SIGPIPE)"},
      {143, "exit code 143 (SIGTERM)"},
      {159, "exit code 159 (SIGSYS)"},
      {160, "exit code 160"},
      {255, "exit code 255"},
      {-1073741510, "exit code -1073741510 (0xC000013A)"},
      {-2147483645, "exit code -2147483645 (0x80000003)"},
  };
  for (const auto& [exit_code, cause] : cases) EXPECT_EQ(exit_code_cause(exit_code), cause);
}

TEST(LoopCause, IsTheOomKillThatTheLastEndSays) {
  EXPECT_EQ(cause_of(looping(oom_killed(minutes(1)))), "OOMKilled");
  EXPECT_EQ(cause_of(looping(oom_killed(minutes(1))).with(liveness_kill(minutes(2)))), "OOMKilled");
}

TEST(LoopCause, IsTheExitCodeOfTheNewestRunAndNotOfTheOneBefore) {
  const Scene scene =
      Scene().with(Container().now(failed(2, Seconds{1})).last(oom_killed(minutes(4)))).with(back_off(minutes(1)));
  EXPECT_EQ(cause_of(scene), "exit code 2");
  EXPECT_EQ(the("CrashLoopBackOff", scene).exit_code, 2);
}

TEST(LoopCause, IsLivenessKilledByAnyKillingEvent) {
  const Scene scene = looping(failed(137, minutes(1))).with(liveness_kill(hours(5)));
  EXPECT_EQ(cause_of(scene), "LivenessKilled");
  EXPECT_THAT(details(the("CrashLoopBackOff", scene)), HasSubstr("failed liveness probe"));
}

TEST(LoopCause, IsTheStartupProbeWhereThatKills) {
  EXPECT_EQ(
      cause_of(
          looping(failed(137, minutes(1)))
              .with(Event("Killing", "Container app failed startup probe, will be restarted", minutes(2)).on_app())),
      "startup probe failed");
}

TEST(LoopCause, FindsTheContainerOfAKillingEventInItsMessage) {
  const Scene scene = looping(failed(137, minutes(1)))
                          .with(Container("side").running(hours(1)))
                          .with(Event("Killing", "Container app failed liveness probe, will be restarted", minutes(2)));
  EXPECT_EQ(cause_of(scene), "LivenessKilled");
}

TEST(LoopCause, IsNotTakenFromOtherKillings) {
  EXPECT_EQ(
      cause_of(looping(failed(137, minutes(1))).with(Event("Killing", "Stopping container app", minutes(2)).on_app())),
      "exit code 137 (SIGKILL)");
  EXPECT_EQ(cause_of(looping(failed(137, minutes(1)))
                         .with(Container("side"))
                         .with(Event("Killing", "Container side failed liveness probe, will be restarted", minutes(2))
                                   .on("spec.containers{side}"))),
            "exit code 137 (SIGKILL)");
  EXPECT_EQ(cause_of(looping(failed(137, minutes(1)))
                         .with(Event("Unhealthy", "Container app failed liveness probe", minutes(2)).on_app())),
            "exit code 137 (SIGKILL)");
}

TEST(LoopCause, IsToldByAnEventOlderThanTheRangeWhichMakesNoFindingItself) {
  const Scene scene = looping(failed(137, minutes(1))).range(minutes(12)).with(liveness_kill(minutes(16)));
  EXPECT_EQ(said(scene), "app CrashLoopBackOff confirmed active (LivenessKilled)");
  EXPECT_THAT(details(the("CrashLoopBackOff", scene)), HasSubstr("failed liveness probe"));
}

TEST(LoopCause, TakesTheNewestKillWhicheverSideOfTheRangeItIsOn) {
  const Event startup = Event("Killing", "Container app failed startup probe, will be restarted", minutes(5)).on_app();
  EXPECT_EQ(
      cause_of(looping(failed(137, minutes(1))).range(minutes(12)).with(liveness_kill(minutes(16))).with(startup)),
      "startup probe failed");
}

TEST(LoopCause, IsAStartErrorOrALimitTooLowToStart) {
  EXPECT_EQ(cause_of(looping(start_error("exec: \"nope\": not found", minutes(1)))), "StartError");
  EXPECT_EQ(cause_of(looping(start_error(kInitOomMessage, minutes(1)))), "limit too low to start");
  EXPECT_EQ(said(looping(start_error(kInitOomMessage, minutes(1)))),
            "app CrashLoopBackOff confirmed active (limit too low to start); "
            "app OOMKilled probable active (limit too low to start)");
}

TEST(LoopCause, OfAPodThatIsGoneComesFromItsEvents) {
  Scene scene = Scene().without_pod(Presence::gone).with(back_off(hours(1)));
  EXPECT_EQ(cause_of(scene), "unknown");
  EXPECT_EQ(cause_of(scene.with(liveness_kill(hours(1)))), "LivenessKilled");
  EXPECT_EQ(cause_of(scene.with(Event("PreviousContainerWasOOMKilled", "", hours(1)).on_app())), "OOMKilled");
}

TEST(LoopCause, KeepsTheEventsThatItRestsOn) {
  const auto judge = make_judge({"CrashLoopBackOff"});
  EXPECT_TRUE(judge->may_matter(liveness_kill(hours(1))));
  EXPECT_TRUE(judge->may_matter(Event("PreviousContainerWasOOMKilled", "", hours(1))));
  EXPECT_FALSE(judge->may_matter(Event("Killing", "Stopping container app", hours(1))));
  EXPECT_FALSE(make_judge({"OOMKilled"})->may_matter(liveness_kill(hours(1))));
}

TEST(LoopCause, IsNotTheKillByWhichADeletedPodEnded) {
  EXPECT_EQ(cause_of(Scene()
                         .deleted()
                         .with(Container().now(failed(137, Seconds{5})).last(oom_killed(minutes(9))))
                         .with(back_off(minutes(8)))),
            "OOMKilled");
}

TEST(LoopCause, IsNotAnOomOfAnEventIfTheLastEndWasNone) {
  EXPECT_EQ(
      cause_of(looping(failed(1, minutes(1))).with(Event("PreviousContainerWasOOMKilled", "", hours(1)).on_app())),
      "exit code 1");
}

TEST(LoopCause, IsTheNewerOfTwoProbesAndOfTheSameTimeTheSameInEitherOrder) {
  const Event startup = Event("Killing", "Container app failed startup probe, will be restarted", minutes(2)).on_app();
  const auto loop = [] { return looping(failed(137, minutes(1))); };
  EXPECT_EQ(cause_of(loop().with(liveness_kill(minutes(3))).with(startup)), "startup probe failed");
  EXPECT_EQ(cause_of(loop().with(startup).with(liveness_kill(minutes(1)))), "LivenessKilled");
  EXPECT_EQ(cause_of(loop().with(startup).with(liveness_kill(minutes(2)))), "LivenessKilled");
  EXPECT_EQ(cause_of(loop().with(liveness_kill(minutes(2))).with(startup)), "LivenessKilled");
}

}  // namespace
}  // namespace oomscan::detect
