#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;

Event oom_event(Seconds before) {
  return Event("PreviousContainerWasOOMKilled",
               "The previous instance of the container 'app' (containerd://12ab) was OOMKilled", before);
}

TEST(OomKilledEvent, IsProbableIfTheStatusNoLongerShowsIt) {
  const Finding finding = the("OOMKilled", Scene()
                                               .with(Container().running(hours(1)).last(failed(1, hours(1))))
                                               .with(Container("side").running(hours(9)))
                                               .with(oom_event(hours(2))));
  EXPECT_EQ(finding.container, "app");
  EXPECT_EQ(finding.confidence, Confidence::probable);
  EXPECT_EQ(finding.state, State::recovered);
  EXPECT_THAT(finding.sources, ElementsAre(Source::events));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(2))));
  EXPECT_EQ(finding.exit_code, std::nullopt);
}

TEST(OomKilledEvent, IsConfirmedAndTheSameMomentIfTheStatusAgrees) {
  const Finding finding =
      the("OOMKilled",
          Scene().with(Container().running(minutes(56)).last(oom_killed(minutes(60)))).with(oom_event(minutes(56))));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_THAT(finding.sources, ElementsAre(Source::events, Source::oc_get_pods));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(60))));
}

TEST(OomKilledEvent, IsAnotherMomentThanAMuchEarlierEnd) {
  const Finding finding =
      the("OOMKilled",
          Scene().with(Container().running(minutes(1)).last(oom_killed(minutes(90)))).with(oom_event(minutes(60))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(90)), ago(minutes(60))));
}

TEST(OomKilledEvent, IsAnotherMomentThanALaterEnd) {
  const Finding finding =
      the("OOMKilled",
          Scene().with(Container().running(minutes(1)).last(oom_killed(minutes(2)))).with(oom_event(minutes(4))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(4)), ago(minutes(2))));
}

TEST(OomKilledEvent, DatesAnOomWhoseTimeTheStatusDoesNotKnow) {
  const Finding finding =
      the("OOMKilled", Scene()
                           .with(Container().running(hours(1)).last(ended_at_unknown_time("OOMKilled", 137)))
                           .with(oom_event(hours(1))));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(1))));
}

TEST(OomKilledEvent, IsNoStrongerThanAStatusWithAnotherExitCode) {
  const Scene scene = Scene()
                          .with(Container().running(minutes(1)).last(ended("OOMKilled", 143, minutes(2))))
                          .with(oom_event(minutes(1)));
  EXPECT_EQ(the("OOMKilled", scene).confidence, Confidence::probable);
}

TEST(OomKilledEvent, IsKnownByItsReasonInAnyCaseAndWithAnyWordsAround) {
  for (const char* reason : {"OOMKilled", "oomkilled", "ContainerOomKilledAgain", "PodOOMKILLED", "PodOOMKilling",
                             "OOMKilling", "container-oom-killed", "OOM_KILL"}) {
    EXPECT_EQ(said(Scene().with(Container().running(hours(2))).with(Event(reason, "", hours(1)))),
              "app OOMKilled probable recovered (OOMKilled)")
        << reason;
  }
}

TEST(OomKilledEvent, IsNotKnownByItsMessage) {
  EXPECT_EQ(said(Scene()
                     .with(Container().running(hours(2)))
                     .with(Event("Unhealthy", "OOMKilled container 'app'", hours(1)))
                     .with(Event("SystemOOM", "System OOM encountered", hours(1)))),
            "nothing");
}

TEST(OomKilledEvent, TakesTheFieldPathBeforeTheMessage) {
  EXPECT_EQ(said(Scene().without_pod(Presence::gone).with(oom_event(hours(1)).on("spec.containers{other}"))),
            "other OOMKilled probable gone (OOMKilled)");
}

TEST(OomKilledEvent, LeavesTheContainerOpenIfItCouldBeAnyOfSeveral) {
  const Scene scene = Scene()
                          .with(Container("a").running(hours(2)))
                          .with(Container("b").running(hours(2)))
                          .with(Event("OOMKilled", "some container's memory ran out", hours(1)));
  EXPECT_EQ(said(scene), "? OOMKilled probable recovered (OOMKilled)");
}

TEST(OomKilledEvent, DoesNotTakeAnArbitraryTextForAName) {
  const Scene scene = Scene()
                          .with(Container("a").running(hours(2)))
                          .with(Container("b").running(hours(2)))
                          .with(Event("OOMKilled", "container '../../etc' died", hours(1)));
  EXPECT_EQ(said(scene), "? OOMKilled probable recovered (OOMKilled)");
}

TEST(OomKilledEvent, MattersOnPodsOfItsOwnNamespaceOnly) {
  const auto judge = make_judge({"OOMKilled"});
  EXPECT_TRUE(judge->may_matter(oom_event(hours(1))));
  EXPECT_FALSE(judge->may_matter(oom_event(hours(1)).kind("Deployment")));
  EXPECT_FALSE(judge->may_matter(oom_event(hours(1)).involved_namespace("other")));
}

TEST(OomKilledEvent, IsNotTheMomentOfAnEndThatWasNoOom) {
  const Finding finding =
      the("OOMKilled",
          Scene().with(Container().running(minutes(58)).last(failed(1, minutes(60)))).with(oom_event(minutes(58))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(58))));
}

}  // namespace
}  // namespace oomscan::detect
