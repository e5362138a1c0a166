#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;

Event loop_event(Seconds before) { return Event("PodCrashLoopDetected", "restarting too often", before).on_app(); }

TEST(CrashLoopEvent, IsProbableIfTheStatusDoesNotAgree) {
  const Scene scene = Scene().with(Container().running(hours(1))).with(loop_event(hours(2)));
  EXPECT_EQ(said(scene), "app CrashLoopBackOff probable recovered (unknown)");
  EXPECT_THAT(the("CrashLoopBackOff", scene).sources, ElementsAre(Source::events));
  EXPECT_THAT(the("CrashLoopBackOff", scene).timestamps, ElementsAre(ago(hours(2))));
}

TEST(CrashLoopEvent, IsConfirmedIfTheContainerWaitsInBackOff) {
  const Scene scene = Scene().with(Container().in_back_off().last(failed(1, minutes(2)))).with(loop_event(minutes(1)));
  EXPECT_EQ(said(scene), "app CrashLoopBackOff confirmed active (exit code 1)");
  EXPECT_THAT(the("CrashLoopBackOff", scene).timestamps, ElementsAre(ago(minutes(2))));
}

TEST(CrashLoopEvent, IsNotConfirmedByAnotherContainersBackOff) {
  EXPECT_EQ(
      said(Scene().with(Container().running(hours(2))).with(Container("b").in_back_off()).with(loop_event(hours(1)))),
      "app CrashLoopBackOff probable recovered (unknown); b CrashLoopBackOff confirmed active (unknown)");
}

TEST(CrashLoopEvent, IsNotKnownByItsMessage) {
  EXPECT_EQ(
      said(
          Scene().with(Container().running(hours(2))).with(Event("Unhealthy", "CrashLoop CrashLoopBackOff", hours(1)))),
      "nothing");
}

TEST(CrashLoopEvent, IsNothingForADebugContainer) {
  EXPECT_EQ(said(Scene().with(debug("dbg")).with(loop_event(hours(1)).on("spec.ephemeralContainers{dbg}"))), "nothing");
}

TEST(CrashLoopEvent, MattersOnPodsOnly) {
  const auto judge = make_judge({"CrashLoopBackOff"});
  EXPECT_TRUE(judge->may_matter(loop_event(hours(1))));
  EXPECT_FALSE(judge->may_matter(loop_event(hours(1)).kind("ReplicaSet")));
  EXPECT_FALSE(make_judge({"OOMKilled"})->may_matter(loop_event(hours(1))));
}

}  // namespace
}  // namespace oomscan::detect
