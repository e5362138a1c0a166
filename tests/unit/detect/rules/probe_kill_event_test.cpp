#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;

TEST(ProbeKillEvent, TakesTheExitCodeOfTheRunThatEndedWithinItsGracePeriod) {
  for (const int code : {137, 143, 0}) {
    const Scene scene = Scene()
                            .with(Container().running(hours(1)).last(ended("Error", code, hours(1))))
                            .with(liveness_kill(hours(1) + Seconds{30}));
    const Finding finding = the("LivenessKilled", scene);
    EXPECT_EQ(finding.exit_code, code);
    EXPECT_EQ(finding.cause, "LivenessKilled");
    EXPECT_EQ(finding.state, State::recovered);
    EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(1) + Seconds{30})));
  }
}

TEST(ProbeKillEvent, TakesNoExitCodeOfAnotherRun) {
  const Scene scene =
      Scene().with(Container().running(minutes(1)).last(failed(1, minutes(2)))).with(liveness_kill(hours(1)));
  EXPECT_EQ(the("LivenessKilled", scene).exit_code, std::nullopt);
}

TEST(ProbeKillEvent, NamesTheStartupProbe) {
  const Event kill = Event("Killing", "Container app failed startup probe, will be restarted", minutes(1)).on_app();
  EXPECT_EQ(the("LivenessKilled", Scene().with(Container().running(minutes(1))).with(kill)).cause,
            "startup probe failed");
}

TEST(ProbeKillEvent, IsNotAStopOfAnotherReason) {
  EXPECT_EQ(said(Scene()
                     .with(Container())
                     .with(Event("Killing", "Stopping container app", minutes(1)).on_app())
                     .judge({"LivenessKilled"})),
            "nothing");
}

}  // namespace
}  // namespace oomscan::detect
