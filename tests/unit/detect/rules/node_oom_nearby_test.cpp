#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;

Scene killed(Seconds before) { return Scene().with(Container().running(before).last(failed(137, before))); }

TEST(NodeOomNearby, MakesAKillWithin30SecondsASuspect) {
  for (const Seconds apart : {Seconds{-30}, Seconds{0}, Seconds{30}}) {
    const Finding finding = the("OOMKilled", killed(hours(1)).node_oom(hours(1) + apart));
    EXPECT_EQ(finding.confidence, Confidence::suspect) << apart.count();
    EXPECT_EQ(finding.cause, "OOMKilled");
    EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(1))));
    EXPECT_THAT(finding.sources, ElementsAre(Source::events, Source::oc_get_pods));
  }
}

TEST(NodeOomNearby, SaysNothingBeyond30Seconds) {
  EXPECT_EQ(said(killed(hours(1)).node_oom(hours(1) + Seconds{31}).node_oom(hours(1) - Seconds{31})), "nothing");
}

TEST(NodeOomNearby, BlamesNoContainerThatEndedOtherwise) {
  for (const Termination& end : {failed(143, hours(1)), failed(1, hours(1)), completed(hours(1)),
                                 ended("Completed", 137, hours(1)), ended_at_unknown_time("Error", 137)}) {
    EXPECT_EQ(said(Scene().node_oom(hours(1)).with(Container().running(hours(1)).last(end))), "nothing");
  }
}

TEST(NodeOomNearby, BlamesNoContainerThatDidNotEnd) {
  EXPECT_EQ(said(Scene().node_oom(hours(1)).with(Container().running(hours(5)))), "nothing");
}

TEST(NodeOomNearby, SparesANativeSidecarThatWasKilledWhenTheWorkWasDone) {
  for (const int exit_code : {137, 143}) {
    EXPECT_EQ(said(Scene()
                       .phase("Succeeded")
                       .policy("Never")
                       .node_oom(hours(1))
                       .with(Container("work").now(completed(hours(1))))
                       .with(sidecar("proxy").now(failed(exit_code, hours(1))).restarts(5))),
              "nothing");
  }
}

TEST(NodeOomNearby, SparesATektonSidecarThatWasKilledWhenTheStepsWereDone) {
  EXPECT_EQ(said(Scene()
                     .policy("Never")
                     .node_oom(minutes(5))
                     .with(Container("step-build").now(failed(1, minutes(5))))
                     .with(Container("sidecar-docker").now(completed(minutes(4))).last(failed(137, minutes(5))))),
            "nothing");
}

TEST(NodeOomNearby, SuspectsATektonSidecarThatWasKilledWhileTheStepsWereAtWork) {
  EXPECT_EQ(said(Scene()
                     .policy("Never")
                     .node_oom(minutes(5))
                     .with(Container("step-build").running(minutes(20)))
                     .with(Container("sidecar-docker").now(failed(137, minutes(5))))),
            "sidecar-docker OOMKilled suspect active (OOMKilled)");
}

TEST(NodeOomNearby, SparesAContainerThatWasKilledBecauseItsPodIsBeingDeleted) {
  EXPECT_EQ(said(Scene().deleted().node_oom(minutes(1)).with(Container().now(failed(137, minutes(1))))), "nothing");
}

TEST(NodeOomNearby, KeepsPodsThatItMayLaterConcern) {
  const auto judge = make_judge({"OOMKilled"});
  EXPECT_TRUE(judge->may_matter(*killed(hours(1)).evidence().pod));
  EXPECT_FALSE(make_judge({"CrashLoopBackOff"})->may_matter(*killed(hours(1)).evidence().pod));
  EXPECT_TRUE(judge->may_matter(Event("SystemOOM", "System OOM encountered", hours(1)).kind("Node")));
  EXPECT_TRUE(judge->may_matter(Event("OOMKilling", "Memory cgroup out of memory", hours(1)).kind("Node")));
  EXPECT_FALSE(judge->may_matter(Event("Rebooted", "", hours(1)).kind("Node")));
  EXPECT_FALSE(judge->may_matter(Event("SystemOOM", "", hours(1))));
}

TEST(NodeOomNearby, IsNoFindingFromANodesEventOnAPod) {
  EXPECT_EQ(said(Scene().with(Container().running(hours(5))).with(Event("SystemOOM", "", hours(1)).kind("Node"))),
            "nothing");
}

TEST(NodeOomNearby, SuspectsTheContainerThatDoesTheWorkOfAJob) {
  EXPECT_EQ(
      said(Scene().policy("Never").phase("Failed").node_oom(minutes(5)).with(Container().now(failed(137, minutes(5))))),
      "app OOMKilled suspect active (OOMKilled)");
}

TEST(NodeOomNearby, SuspectsATektonSidecarThatWasKilledLongBeforeTheStepsWereDone) {
  EXPECT_EQ(said(Scene()
                     .policy("Never")
                     .node_oom(hours(1))
                     .with(Container("step-build").now(completed(minutes(5))))
                     .with(Container("sidecar-docker").now(completed(minutes(4))).last(failed(137, hours(1))))),
            "sidecar-docker OOMKilled suspect recovered (OOMKilled)");
}

TEST(NodeOomNearby, SuspectsASidecarWhoseMainContainerIsOnlyBetweenTwoRuns) {
  EXPECT_EQ(said(Scene()
                     .policy("Always")
                     .node_oom(minutes(5))
                     .with(Container("web").now(completed(minutes(5))))
                     .with(sidecar("proxy").running(minutes(4)).last(failed(137, minutes(5))))),
            "proxy OOMKilled suspect active (OOMKilled)");
}

}  // namespace
}  // namespace oomscan::detect
