#include "detect/assembly.hpp"

#include <gmock/gmock.h>

#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Assembly, FillsInWhatIsKnownOfThePodAndLeavesTheRestToOthers) {
  Scene scene = Scene().with(Container().now(oom_killed(minutes(30))).restarts(8).memory(134'217'728, 67'108'864));
  scene.evidence().pod->labels = {{"app", "shop"}, {"app.kubernetes.io/component", "web"}};
  const Finding finding = the("OOMKilled", scene);
  EXPECT_EQ(finding.namespace_name, "shop");
  EXPECT_EQ(finding.pod, "web-1");
  EXPECT_EQ(finding.pod_uid, "uid-1");
  EXPECT_EQ(finding.container, "app");
  EXPECT_EQ(finding.container_kind, ContainerKind::main);
  EXPECT_EQ(finding.node, "node-1");
  EXPECT_EQ(finding.application, "shop");
  EXPECT_EQ(finding.component, "web");
  EXPECT_EQ(finding.workload, (Workload{"Pod", "web-1"}));
  EXPECT_EQ(finding.restart_count, 8);
  EXPECT_EQ(finding.memory_limit_bytes, 134'217'728);
  EXPECT_EQ(finding.memory_request_bytes, 67'108'864);
  EXPECT_EQ(finding.windows, (WindowCounts{1, 1, 1, 1, 1, 1, 1, 1}));
  EXPECT_EQ(finding.cluster, "");
  EXPECT_EQ(finding.context, "");
  EXPECT_EQ(finding.artifacts, Artifacts{});
}

TEST(Assembly, CountsNothingThatIsNotKnownOfAPodThatIsGone) {
  const Finding finding = the("CrashLoopBackOff", Scene().without_pod(Presence::gone).with(back_off(hours(1))));
  EXPECT_EQ(finding.restart_count, std::nullopt);
  EXPECT_EQ(finding.memory_limit_bytes, std::nullopt);
  EXPECT_EQ(finding.exit_code, std::nullopt);
  EXPECT_EQ(finding.node, "node-1");
}

TEST(Assembly, TakesTheNodeOfAGonePodFromTheKubeletsEventsOnly) {
  EventObservation event = back_off(hours(1));
  event.source_component = "some-controller";
  EXPECT_EQ(the("CrashLoopBackOff", Scene().without_pod(Presence::gone).with(event)).node, "");
}

TEST(Assembly, HasNoRestartCountForAContainerWithoutAStatus) {
  ContainerObservation container = Container();
  container.has_status = false;
  const Finding finding = the("CrashLoopBackOff", Scene().with(container).with(back_off(hours(1))));
  EXPECT_EQ(finding.restart_count, std::nullopt);
}

TEST(Assembly, TakesTheStrongestConfidenceAndTheNewestExitCode) {
  const Finding finding =
      the("OOMKilled", Scene().with(Container().now(ended("OOMKilled", 1, minutes(1))).last(oom_killed(minutes(2)))));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_EQ(finding.exit_code, 1);
}

TEST(Assembly, TakesTheCauseOfTheStrongestVerdict) {
  const Finding finding = the(
      "OOMKilled", Scene().with(Container().waiting("RunContainerError", kInitOomMessage).last(oom_killed(hours(2)))));
  EXPECT_EQ(finding.cause, "OOMKilled");
  EXPECT_EQ(finding.evidence.size(), 2U);
}

TEST(Assembly, OrdersEvidenceByTimeAndPutsWhatHoldsNowLast) {
  const Finding finding =
      the("CrashLoopBackOff",
          Scene().with(back_off(minutes(1))).with(Container().in_back_off().last(failed(1, minutes(2)))));
  ASSERT_EQ(finding.evidence.size(), 3U);
  EXPECT_EQ(finding.evidence[0].timestamp, ago(minutes(2)));
  EXPECT_EQ(finding.evidence[1].timestamp, ago(minutes(1)));
  EXPECT_EQ(finding.evidence[2].timestamp, std::nullopt);
}

TEST(Assembly, SaysEachLineOfEvidenceOnce) {
  const Finding finding =
      the("CrashLoopBackOff", Scene()
                                  .with(Container().in_back_off().restarts(9).last(failed(1, minutes(2))))
                                  .with(back_off(minutes(1)))
                                  .with(back_off(minutes(1))));
  EXPECT_EQ(finding.evidence.size(), 4U);
}

TEST(Assembly, BoundsTheLinesOfEvidenceAndSaysHowManyWereLeftOut) {
  Scene scene;
  scene.with(Container().now(oom_killed(minutes(1))));
  for (int i = 0; i < 500; ++i) scene.with(Event("XOOMKilled", std::to_string(i), hours(1) + Seconds{10 * i}).on_app());
  const Finding finding = the("OOMKilled", scene);
  EXPECT_EQ(finding.timestamps.size(), 501U);
  EXPECT_EQ(finding.evidence.size(), kEvidenceLinesMax + 1);
  EXPECT_EQ(finding.evidence.back().detail, "481 more pieces of evidence");
  EXPECT_THAT(details(finding), HasSubstr("state.terminated OOMKilled, exit code 137"));
}

TEST(Assembly, IgnoresFindingsOfTheFuture) {
  EXPECT_EQ(said(Scene().with(Container().running(hours(1)).last(oom_killed(Seconds{-60})))), "nothing");
}

TEST(Assembly, JudgesTwoStatusesOfOneNameAsOneContainerInEitherOrder) {
  const Container failing = Container().in_back_off().restarts(5).last(failed(1, minutes(1)));
  const Container fine = Container().running(hours(1));
  EXPECT_EQ(said(Scene().with(failing).with(fine)), "app CrashLoopBackOff confirmed active (exit code 1)");
  EXPECT_EQ(said(Scene().with(fine).with(failing)), "app CrashLoopBackOff confirmed active (exit code 1)");
}

TEST(Assembly, TakesTheCauseThatHoldsNowOfTwoEquallyStrongVerdicts) {
  const Finding finding = the(
      "OOMKilled",
      Scene().with(Container().waiting("RunContainerError", kInitOomMessage).last(ended("OOMKilled", 143, hours(2)))));
  EXPECT_EQ(finding.confidence, Confidence::probable);
  EXPECT_EQ(finding.cause, "limit too low to start");
}

}  // namespace
}  // namespace oomscan::detect
