#include "detect/reading/state.hpp"

#include <gtest/gtest.h>

#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;

State state_of_oom(const Scene& scene) { return the("OOMKilled", scene).state; }

Scene oomed(const Container& container) { return Scene().with(container); }

TEST(State, IsUnknownIfThePodsCouldNotBeRead) {
  EXPECT_EQ(said(Scene().without_pod(Presence::unknown).with(back_off(hours(1)))),
            "app CrashLoopBackOff confirmed unknown (unknown)");
}

TEST(State, IsGoneIfNoPodHasThatUid) {
  EXPECT_EQ(said(Scene().without_pod(Presence::gone).with(back_off(hours(1)))),
            "app CrashLoopBackOff confirmed gone (unknown)");
}

TEST(State, IsTerminatingBeforeItIsRecovered) {
  EXPECT_EQ(state_of_oom(oomed(Container().running(days(1)).last(oom_killed(days(1)))).deleted()), State::terminating);
  EXPECT_EQ(state_of_oom(oomed(Container().now(oom_killed(days(1)))).deleted().phase("Succeeded")), State::terminating);
}

TEST(State, IsRecoveredOnlyAfterTheSettleTime) {
  EXPECT_EQ(state_of_oom(oomed(Container().running(Seconds{601}).last(oom_killed(Seconds{602})))), State::recovered);
  EXPECT_EQ(state_of_oom(oomed(Container().running(Seconds{600}).last(oom_killed(Seconds{602})))), State::active);
}

TEST(State, IsActiveIfTheLastFailureIsFresherThanTheStart) {
  EXPECT_EQ(said(Scene().with(Container().running(minutes(11))).with(back_off(minutes(9)))),
            "app CrashLoopBackOff confirmed active (unknown)");
}

TEST(State, IsActiveIfTheContainerRunsButIsNotReady) {
  EXPECT_EQ(state_of_oom(oomed(Container().running(days(1), false).last(oom_killed(days(1))))), State::active);
}

TEST(State, IsActiveIfTheStartIsNotKnown) {
  ContainerObservation container = Container().running(days(1)).last(oom_killed(days(1)));
  container.running_since.reset();
  EXPECT_EQ(state_of_oom(Scene().with(container)), State::active);
}

TEST(State, IsActiveForAContainerThatEndedAndDoesNotRunAgain) {
  EXPECT_EQ(state_of_oom(oomed(Container().now(oom_killed(days(2)))).policy("Never").phase("Failed")), State::active);
}

TEST(State, IsRecoveredIfTheContainerEndedWithZeroForGood) {
  const Container done = Container().now(completed(minutes(1))).last(oom_killed(minutes(3)));
  EXPECT_EQ(state_of_oom(oomed(done).policy("OnFailure")), State::recovered);
  EXPECT_EQ(state_of_oom(oomed(done).policy("Always")), State::active);
  EXPECT_EQ(state_of_oom(Scene()
                             .with(init("i").now(completed(minutes(1))).last(oom_killed(minutes(3))))
                             .with(Container().running(minutes(1)))),
            State::recovered);
}

TEST(State, IsActiveForASidecarThatEndedWithZeroAndIsRestarted) {
  EXPECT_EQ(
      state_of_oom(Scene().policy("Never").with(sidecar("s").now(completed(minutes(1))).last(oom_killed(minutes(3))))),
      State::active);
}

TEST(State, IsRecoveredIfThePodOrALaterOneOfItsJobSucceeded) {
  const Container container = Container().now(oom_killed(minutes(3)));
  EXPECT_EQ(state_of_oom(oomed(container).policy("Never").phase("Succeeded")), State::recovered);
  EXPECT_EQ(state_of_oom(oomed(container).policy("Never").phase("Failed").later_job_pod_succeeded()), State::recovered);
  EXPECT_EQ(state_of_oom(oomed(container).policy("Never").phase("Failed")), State::active);
}

TEST(State, OfAnUnnamedContainerFollowsAllOfThePods) {
  const Event event = Event("FailedCreatePodSandBox", kInitOomMessage, hours(1));
  EXPECT_EQ(
      state_of_oom(
          Scene().with(Container("a").running(minutes(50))).with(Container("b").running(minutes(50))).with(event)),
      State::recovered);
  EXPECT_EQ(state_of_oom(
                Scene().with(Container("a").running(minutes(50))).with(Container("b").running(minutes(5))).with(event)),
            State::active);
}

TEST(State, OfAContainerThatThePodDoesNotHaveFollowsAllOfThePods) {
  EXPECT_EQ(said(Scene().with(Container("other").running(hours(1))).with(back_off(minutes(30)))),
            "app CrashLoopBackOff confirmed recovered (unknown)");
  EXPECT_EQ(said(Scene().with(Container("other").waiting("ContainerCreating")).with(back_off(minutes(30)))),
            "app CrashLoopBackOff confirmed active (unknown)");
}

TEST(State, IsUnknownIfAPodIsSaidToBeListedButIsNotThere) {
  EXPECT_EQ(said(Scene().without_pod(Presence::listed).with(back_off(hours(1)))),
            "app CrashLoopBackOff confirmed unknown (unknown)");
}

}  // namespace
}  // namespace oomscan::detect
