#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kLoopGone = "app CrashLoopBackOff confirmed gone (unknown)";

Scene gone() { return Scene().without_pod(Presence::gone); }

TEST(BackOffEvent, ConfirmsALoopAsOneMomentWhateverItsCount) {
  const Finding finding = the("CrashLoopBackOff", gone().with(back_off(hours(1)).times(92)));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(1))));
  EXPECT_THAT(finding.sources, ElementsAre(Source::events));
  EXPECT_EQ(details(finding), std::string("BackOff Event x92: ") + kBackOffMessage + "\n");
}

TEST(BackOffEvent, CountsASecondEventOfTheSameLoopAsASecondMoment) {
  const Finding finding = the("CrashLoopBackOff", gone().with(back_off(hours(1))).with(back_off(minutes(20))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(1)), ago(minutes(20))));
}

TEST(BackOffEvent, CountsEventsOfTheSameMomentOnce) {
  const Finding finding =
      the("CrashLoopBackOff", gone().with(back_off(hours(1))).with(back_off(hours(1) + Seconds{1})));
  EXPECT_EQ(finding.timestamps.size(), 1U);
}

struct MessageCase {
  const char* message;
  const char* field_path;
  const char* said;
};
constexpr MessageCase kMessages[] = {
    {"Back-off restarting failed container app in pod web-1_shop(uid-1)", "spec.containers{app}", kLoopGone},
    {"Back-off restarting failed container", "spec.containers{app}", kLoopGone},
    {"(combined from similar events): Back-off restarting failed container app in pod x", "", kLoopGone},
    {"Back-off restarting failed container app in pod web-1_shop(uid-1)", "", kLoopGone},
    {"Back-off restarting failed container=app pod=web-1_shop(uid-1)", "", kLoopGone},
    {"Back-off restarting failed container app in pod x", "spec.initContainers{setup}",
     "setup CrashLoopBackOff confirmed gone (unknown)"},
    {"Back-off restarting failed container", "", "? CrashLoopBackOff confirmed gone (unknown)"},
    {"Back-off restarting failed container", "spec.containers{APP; rm}", "? CrashLoopBackOff confirmed gone (unknown)"},
    // An image pull, whatever the names in it.
    {"Back-off pulling image \"shop/app:1\"", "spec.containers{app}", "nothing"},
    {"Back-off pulling image \"Back-off restarting failed container\"", "spec.containers{app}", "nothing"},
    {"(combined from similar events): Back-off pulling image \"restarting failed container\"", "", "nothing"},
    // Anything else.
    {"back-off restarting failed container app", "spec.containers{app}", "nothing"},
    {"Error: Back-off restarting failed container app", "spec.containers{app}", "nothing"},
    {"The node was low on resource", "spec.containers{app}", "nothing"},
    {"", "spec.containers{app}", "nothing"},
};

TEST(BackOffEvent, IsKnownByHowItsMessageBegins) {
  for (const MessageCase& each : kMessages) {
    for (const char* type : {"Normal", "Warning"}) {
      const Event event = Event("BackOff", each.message, hours(1)).on(each.field_path).type(type);
      EXPECT_EQ(said(gone().with(event)), each.said) << each.message;
      EXPECT_EQ(make_judge({})->may_matter(event), std::string(each.said) != "nothing") << each.message;
    }
  }
}

TEST(BackOffEvent, NeedsTheReasonBackOff) {
  EXPECT_EQ(said(gone().with(Event("Backoff", kBackOffMessage, hours(1)).on_app())), "nothing");
  EXPECT_EQ(said(gone().with(Event("Failed", kBackOffMessage, hours(1)).on_app())), "nothing");
}

TEST(BackOffEvent, BelongsToTheOnlyContainerIfItNamesNone) {
  EXPECT_EQ(said(Scene()
                     .with(Container("solo").running(minutes(1)))
                     .with(Event("BackOff", "Back-off restarting failed container", minutes(2)))),
            "solo CrashLoopBackOff confirmed active (unknown)");
}

TEST(BackOffEvent, KeepsALoopActiveBetweenTwoBackOffs) {
  const Event event = back_off(minutes(2));
  EXPECT_EQ(said(Scene().with(Container().running(minutes(1)).last(failed(1, minutes(5)))).with(event)),
            "app CrashLoopBackOff confirmed active (exit code 1)");
  EXPECT_EQ(said(Scene().with(Container().now(failed(1, Seconds{1})).last(failed(1, minutes(5)))).with(event)),
            "app CrashLoopBackOff confirmed active (exit code 1)");
}

TEST(BackOffEvent, IsNotClearedByOneCleanExitInBetween) {
  EXPECT_EQ(
      said(Scene().with(Container().now(completed(Seconds{5})).last(failed(1, minutes(6)))).with(back_off(minutes(2)))),
      "app CrashLoopBackOff confirmed active (exit code 0)");
  EXPECT_EQ(said(Scene().with(Container().running(minutes(1)).last(completed(minutes(2)))).with(back_off(minutes(3)))),
            "app CrashLoopBackOff confirmed active (exit code 0)");
}

TEST(BackOffEvent, StaysActiveAsLongAsALongRunBetweenTwoBackOffsTakes) {
  Termination long_run = completed(Seconds{5});
  long_run.started_at = ago(minutes(9));
  EXPECT_EQ(said(Scene().with(Container().now(long_run)).with(back_off(minutes(12)))),
            "app CrashLoopBackOff confirmed active (exit code 0)");
  EXPECT_EQ(said(Scene().with(Container().now(long_run)).with(back_off(minutes(40)))),
            "app CrashLoopBackOff confirmed recovered (exit code 0)");
}

TEST(BackOffEvent, CountsTheEndsThatItIsAboutAndTheOnesAfterIt) {
  const Finding finding =
      the("CrashLoopBackOff",
          Scene().with(Container().now(failed(1, Seconds{20})).last(failed(1, minutes(5)))).with(back_off(minutes(1))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(5)), ago(Seconds{20})));
  EXPECT_THAT(finding.sources, ElementsAre(Source::events, Source::oc_get_pods));
  EXPECT_THAT(details(finding), HasSubstr("state.terminated Error, exit code 1"));
}

TEST(BackOffEvent, IsTheSameMomentAsTheEndThatItIsAbout) {
  // 2 s: clocks. 330 s: the longest back-off, and an Event that is late.
  for (const auto& [event, same] :
       {std::pair{minutes(20) + Seconds{3}, false}, std::pair{minutes(20) + Seconds{2}, true},
        std::pair{minutes(20) - Seconds{330}, true}, std::pair{minutes(20) - Seconds{331}, false}}) {
    const Finding finding = the(
        "CrashLoopBackOff", Scene().with(Container().in_back_off().last(failed(1, minutes(20)))).with(back_off(event)));
    EXPECT_EQ(finding.timestamps.size(), same ? 1U : 2U) << event.count();
  }
}

TEST(BackOffEvent, CountsACleanEndThatTheKubeletBacksOffFor) {
  const Finding finding =
      the("CrashLoopBackOff",
          Scene().with(Container().running(Seconds{1}).last(completed(minutes(2)))).with(back_off(minutes(1))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(2))));
}

TEST(BackOffEvent, DoesNotCountACleanEndAsAFailureOfTheLoopBeforeIt) {
  const Finding finding =
      the("CrashLoopBackOff",
          Scene().with(Container().running(Seconds{1}).last(completed(minutes(2)))).with(back_off(minutes(9))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(9))));
}

TEST(BackOffEvent, IsRecoveredOnceTheContainerRanAndWasReadyForLong) {
  EXPECT_EQ(said(Scene()
                     .with(Container().running(minutes(40)).restarts(100).last(failed(1, minutes(45))))
                     .with(back_off(minutes(42)))),
            "app CrashLoopBackOff confirmed recovered (exit code 1)");
}

TEST(BackOffEvent, IsRecoveredForAnInitContainerThatCompletedInTheEnd) {
  EXPECT_EQ(said(Scene()
                     .with(init("setup").now(completed(minutes(5))).restarts(4).last(failed(1, minutes(8))))
                     .with(Container().running(minutes(5)))
                     .with(Event("BackOff", kBackOffMessage, minutes(6)).on("spec.initContainers{setup}"))),
            "setup CrashLoopBackOff confirmed recovered (exit code 1)");
}

// The kubelet clears lastState once an init container completed.
TEST(BackOffEvent, DoesNotBlameTheRunInWhichAnInitContainerCompletedForItsLoop) {
  const Finding finding = the(
      "CrashLoopBackOff", Scene()
                              .with(init("setup").now(completed(minutes(5))).restarts(2))
                              .with(Container().running(minutes(5)))
                              .with(Event("BackOff", kBackOffMessage, minutes(6)).on("spec.initContainers{setup}")));
  EXPECT_EQ(finding.cause, "unknown");
  EXPECT_EQ(finding.exit_code, std::nullopt);
  EXPECT_EQ(finding.state, State::recovered);
}

TEST(BackOffEvent, IsNothingForADebugContainer) {
  EXPECT_EQ(said(Scene()
                     .with(debug("dbg").now(failed(1, minutes(1))))
                     .with(Container().running(hours(1)))
                     .with(Event("BackOff", kBackOffMessage, minutes(1)).on("spec.ephemeralContainers{dbg}"))),
            "nothing");
}

TEST(BackOffEvent, IsIgnoredOutsideTheRange) {
  EXPECT_EQ(said(Scene().range(hours(1)).with(Container().running(hours(2))).with(back_off(hours(1) + Seconds{1}))),
            "nothing");
}

TEST(BackOffEvent, HasNoTimestampIfItHasNoTime) {
  const Finding finding = the("CrashLoopBackOff", gone().with(back_off(hours(1)).undated()));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_TRUE(finding.timestamps.empty());
}

TEST(BackOffEvent, DoesNotTakeTheKillOfADeletedPodForAFailure) {
  const Finding finding =
      the("CrashLoopBackOff", Scene()
                                  .deleted()
                                  .with(Container().now(failed(137, Seconds{5})).last(failed(1, minutes(9))))
                                  .with(back_off(minutes(8))));
  EXPECT_EQ(finding.state, State::terminating);
  EXPECT_EQ(finding.cause, "exit code 1");
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(9))));
}

TEST(BackOffEvent, KeepsTwoContainersApart) {
  EXPECT_EQ(
      said(gone().with(back_off(hours(1))).with(Event("BackOff", kBackOffMessage, hours(1)).on("spec.containers{b}"))),
      "app CrashLoopBackOff confirmed gone (unknown); b CrashLoopBackOff confirmed gone (unknown)");
}

TEST(BackOffEvent, CountsAnOomKillAtTheDeletionAsAFailureOfTheLoop) {
  const Finding finding =
      the("CrashLoopBackOff", Scene()
                                  .deleted()
                                  .with(Container().now(oom_killed(Seconds{5})).last(failed(1, minutes(9))))
                                  .with(back_off(minutes(8))));
  EXPECT_EQ(finding.cause, "OOMKilled");
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(9)), ago(Seconds{5})));
}

TEST(BackOffEvent, KeepsItsOwnTimeIfTheEndThatItIsAboutLiesOutsideTheRange) {
  const Finding finding =
      the("CrashLoopBackOff", Scene()
                                  .range(minutes(10))
                                  .with(Container().running(minutes(7)).last(failed(1, minutes(11))))
                                  .with(back_off(minutes(9))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(9))));
}

}  // namespace
}  // namespace oomscan::detect
