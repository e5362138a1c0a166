#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kOomActive = "app OOMKilled confirmed active (OOMKilled)";

TEST(OomKilledStatus, ConfirmsAReasonWithExitCode137InTheCurrentState) {
  EXPECT_EQ(said(Scene().policy("Never").with(Container().now(oom_killed(hours(1))))), kOomActive);
}

TEST(OomKilledStatus, ConfirmsAReasonWithExitCode137InTheLastState) {
  const Finding finding = the("OOMKilled", Scene().with(Container().running(minutes(2)).last(oom_killed(minutes(3)))));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_EQ(finding.state, State::active);
  EXPECT_EQ(finding.exit_code, 137);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(3))));
  EXPECT_THAT(finding.sources, ElementsAre(Source::oc_get_pods));
  EXPECT_EQ(details(finding), "lastState.terminated OOMKilled, exit code 137\n");
}

TEST(OomKilledStatus, CountsAnOomInBothStatesAsTwoMomentsHoweverClose) {
  const Finding finding =
      the("OOMKilled", Scene().with(Container().now(oom_killed(Seconds{10})).last(oom_killed(Seconds{11}))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(Seconds{11}), ago(Seconds{10})));
  EXPECT_EQ(finding.windows[0], 2);
}

TEST(OomKilledStatus, IsOnlyProbableWithAnotherExitCode) {
  for (const int exit_code : {143, 0, 1}) {
    const Finding finding =
        the("OOMKilled", Scene().with(Container().running(minutes(1)).last(ended("OOMKilled", exit_code, minutes(2)))));
    EXPECT_EQ(finding.confidence, Confidence::probable) << exit_code;
    EXPECT_EQ(finding.exit_code, exit_code);
    EXPECT_THAT(details(finding), HasSubstr("a process in the container was OOM-killed"));
  }
}

TEST(OomKilledStatus, IsASuspectWithoutATimestampIfTheTimeIsUnknown) {
  const Finding finding =
      the("OOMKilled", Scene().with(Container().running(hours(1)).last(ended_at_unknown_time("OOMKilled", 137))));
  EXPECT_EQ(finding.confidence, Confidence::suspect);
  EXPECT_TRUE(finding.timestamps.empty());
  EXPECT_EQ(finding.windows, WindowCounts{});
}

TEST(OomKilledStatus, LooksAtInitSidecarAndDebugContainersToo) {
  const Scene scene = Scene()
                          .with(init("migrate").now(oom_killed(minutes(1))))
                          .with(sidecar("proxy").running(minutes(1)).last(oom_killed(minutes(2))))
                          .with(debug("debugger").now(oom_killed(minutes(3))))
                          .with(Container().waiting("PodInitializing"));
  const auto findings = scene.judge();
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[0].container, "debugger");
  EXPECT_EQ(findings[0].container_kind, ContainerKind::ephemeral);
  EXPECT_EQ(findings[1].container, "migrate");
  EXPECT_EQ(findings[1].container_kind, ContainerKind::init);
  EXPECT_EQ(findings[2].container, "proxy");
  EXPECT_EQ(findings[2].container_kind, ContainerKind::sidecar);
}

TEST(OomKilledStatus, KeepsTwoContainersOfOnePodApart) {
  EXPECT_EQ(said(Scene()
                     .with(Container("a").running(minutes(1)).last(oom_killed(minutes(2))))
                     .with(Container("b").running(minutes(1)).last(oom_killed(minutes(2))))),
            "a OOMKilled confirmed active (OOMKilled); b OOMKilled confirmed active (OOMKilled)");
}

TEST(OomKilledStatus, CountsForAContainerThatIsMissingFromTheSpec) {
  EXPECT_EQ(said(Scene().with(Container().missing_from_spec().now(oom_killed(minutes(1))))), kOomActive);
}

TEST(OomKilledStatus, SeesTheOomOfANeverRestartedContainerBesideALiveOneInARunningPod) {
  EXPECT_EQ(said(Scene()
                     .policy("Never")
                     .with(Container().now(oom_killed(hours(30))))
                     .with(Container("side").running(hours(31)))),
            kOomActive);
}

TEST(OomKilledStatus, IgnoresAnEndBeforeTheRange) {
  EXPECT_EQ(said(Scene().range(hours(6)).with(Container().running(hours(7)).last(oom_killed(hours(7))))), "nothing");
}

TEST(OomKilledStatus, CountsAnEndAtTheVeryBeginningOfTheRange) {
  EXPECT_EQ(said(Scene().range(hours(6)).with(Container().running(hours(6)).last(oom_killed(hours(6))))),
            "app OOMKilled confirmed recovered (OOMKilled)");
}

TEST(OomKilledStatus, DropsOnlyTheMomentOutsideTheRange) {
  const Finding finding = the(
      "OOMKilled", Scene().range(hours(1)).with(Container().now(oom_killed(minutes(5))).last(oom_killed(hours(2)))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(5))));
  EXPECT_EQ(finding.evidence.size(), 1U);
}

TEST(OomKilledStatus, SaysNothingAboutAPlainKill) {
  EXPECT_EQ(said(Scene().with(Container().running(minutes(1)).restarts(1).last(failed(137, minutes(2))))), "nothing");
}

TEST(OomKilledStatus, SaysNothingAboutAStatusThatTheKubeletMadeUp) {
  for (const int exit_code : {137, 0, 255}) {
    Termination lost = ended("ContainerStatusUnknown", exit_code, minutes(2));
    lost.message = "The container could not be located when the pod was deleted";
    EXPECT_EQ(said(Scene().node_oom(minutes(2)).with(Container().now(lost).restarts(9))), "nothing") << exit_code;
  }
}

TEST(OomKilledStatus, BelievesNoMessageThatSpeaksOfOom) {
  Termination java = failed(1, minutes(1));
  java.message = "java.lang.OutOfMemoryError: Java heap space; OOMKilled; container init was OOM-killed";
  EXPECT_EQ(said(Scene().policy("Never").with(Container().now(java))), "nothing");
}

struct StopCase {
  const char* phase;
  const char* reason;
  const char* disruption;
};
constexpr StopCase kStops[] = {
    {"Failed", "Evicted", ""},      {"Failed", "OutOfmemory", ""},      {"Failed", "OutOfcpu", ""},
    {"Failed", "Preempting", ""},   {"Failed", "DeadlineExceeded", ""}, {"Failed", "Terminated", ""},
    {"Failed", "NodeShutdown", ""}, {"Failed", "Shutdown", ""},         {"Failed", "", "TerminationByKubelet"},
    {"Failed", "Preempted", ""},    {"Failed", "NodeLost", ""},         {"Running", "", "PreemptionByScheduler"},
};

TEST(OomKilledStatus, IsNotSaidOfAContainerThatWasStoppedWithItsPod) {
  for (const StopCase& stop : kStops) {
    for (const Termination& end : {oom_killed(minutes(5)), failed(137, minutes(5))}) {
      EXPECT_EQ(said(Scene()
                         .phase(stop.phase, stop.reason)
                         .disrupted(stop.disruption)
                         .node_oom(minutes(5))
                         .with(Container().now(end))),
                "nothing")
          << stop.reason << stop.disruption;
    }
  }
}

TEST(OomKilledStatus, StandsForAnEarlierRunOfAContainerThatWasStoppedWithItsPod) {
  for (const StopCase& stop : kStops) {
    const Finding finding =
        the("OOMKilled", Scene()
                             .phase(stop.phase, stop.reason)
                             .disrupted(stop.disruption)
                             .with(Container().now(failed(137, minutes(5))).last(oom_killed(hours(2)))));
    EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(2)))) << stop.reason << stop.disruption;
  }
}

TEST(OomKilledStatus, StandsForAContainerThatHadEndedWellBeforeItsPodWasStopped) {
  EXPECT_EQ(said(Scene()
                     .phase("Failed", "Evicted")
                     .policy("Never")
                     .with(Container().now(oom_killed(hours(2))))
                     .with(Container("side").now(failed(143, minutes(5))))),
            kOomActive);
}

TEST(OomKilledStatus, StandsWhileOtherContainersOfADisruptedPodStillRun) {
  EXPECT_EQ(said(Scene()
                     .policy("Never")
                     .disrupted("EvictionByEvictionAPI")
                     .with(Container().now(oom_killed(minutes(2))))
                     .with(Container("side").running(hours(1)))),
            kOomActive);
}

TEST(OomKilledStatus, StandsForAPodThatFailedByItself) {
  EXPECT_EQ(said(Scene().phase("Failed").policy("Never").with(Container().now(oom_killed(minutes(5))))), kOomActive);
}

TEST(OomKilledStatus, MattersBeforeAnythingElseIsKnown) {
  const auto judge = make_judge({"OOMKilled"});
  EXPECT_TRUE(judge->may_matter(*Scene().with(Container().now(oom_killed(days(90)))).evidence().pod));
  EXPECT_TRUE(judge->may_matter(*Scene().with(init("i").last(oom_killed(days(90)))).evidence().pod));
  EXPECT_FALSE(judge->may_matter(*Scene().with(Container().last(failed(1, minutes(1)))).evidence().pod));
}

TEST(OomKilledStatus, StandsForARunThatEndedJustBeforeTheOneThatTheStopEnded) {
  EXPECT_EQ(said(Scene()
                     .phase("Failed", "Evicted")
                     .with(Container().now(failed(143, minutes(5))).last(oom_killed(minutes(5) + Seconds{20})))),
            kOomActive);
}

}  // namespace
}  // namespace oomscan::detect
