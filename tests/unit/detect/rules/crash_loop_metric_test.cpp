#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;

TEST(CrashLoopMetric, ConfirmsALoopOfAPodThatIsGone) {
  const Finding finding =
      the("CrashLoopBackOff", Scene().without_pod(Presence::gone).with(loop_metric({days(3), days(2)})));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_EQ(finding.state, State::gone);
  EXPECT_EQ(finding.cause, "unknown");
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(days(3)), ago(days(2))));
}

TEST(CrashLoopMetric, IsRecoveredOrActiveAsThePodIs) {
  EXPECT_EQ(said(Scene().with(Container().running(days(1)).last(failed(1, days(2)))).with(loop_metric({days(2)}))),
            "app CrashLoopBackOff confirmed recovered (exit code 1)");
  EXPECT_EQ(
      said(Scene().with(Container().running(minutes(1)).last(failed(1, minutes(2)))).with(loop_metric({minutes(2)}))),
      "app CrashLoopBackOff confirmed active (exit code 1)");
}

TEST(CrashLoopMetric, TakesOomKilledForTheCauseIfTheNewestRunEndedSo) {
  const Scene gone = Scene().without_pod(Presence::gone).with(loop_metric({days(3), days(2)}));
  EXPECT_EQ(the("CrashLoopBackOff", Scene(gone).with(oom_metric({days(3), days(2)}))).cause, "OOMKilled");
  EXPECT_EQ(the("CrashLoopBackOff", Scene(gone).with(oom_metric({days(3)}))).cause, "unknown");
  EXPECT_EQ(the("CrashLoopBackOff", Scene(gone).with(oom_metric({days(2)}).of("other"))).cause, "unknown");
}

TEST(CrashLoopMetric, IsOneMomentWithTheEventOfTheSameBackOff) {
  const Finding finding = the(
      "CrashLoopBackOff",
      Scene().without_pod(Presence::gone).with(back_off(minutes(18))).with(loop_metric({minutes(30), minutes(20)})));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(30)), ago(minutes(20))));
  EXPECT_THAT(finding.sources, ElementsAre(Source::events, Source::prometheus));
}

}  // namespace
}  // namespace oomscan::detect
