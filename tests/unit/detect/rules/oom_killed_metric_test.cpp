#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;

TEST(OomKilledMetric, ConfirmsAPodThatIsGoneAndThatNothingElseKnowsOf) {
  const Finding finding =
      the("OOMKilled", Scene().without_pod(Presence::gone).with(oom_metric({days(3), days(2)}).on_node("node-7")));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_EQ(finding.state, State::gone);
  EXPECT_EQ(finding.cause, "OOMKilled");
  EXPECT_EQ(finding.container, "app");
  EXPECT_EQ(finding.container_kind, ContainerKind::main);
  EXPECT_EQ(finding.node, "node-7");
  EXPECT_EQ(finding.exit_code, std::nullopt);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(days(3)), ago(days(2))));
  EXPECT_THAT(finding.sources, ElementsAre(Source::prometheus));
}

TEST(OomKilledMetric, TellsAnInitContainerOfAGonePodByItsSeries) {
  const Finding finding =
      the("OOMKilled", Scene().without_pod(Presence::gone).with(oom_metric({days(3)}).of("migrate").init()));
  EXPECT_EQ(finding.container_kind, ContainerKind::init);
}

TEST(OomKilledMetric, TakesTheKindOfAContainerFromItsPodWhereItIsThere) {
  const Finding finding =
      the("OOMKilled", Scene().with(sidecar("proxy").running(days(2))).with(oom_metric({days(3)}).of("proxy").init()));
  EXPECT_EQ(finding.container_kind, ContainerKind::sidecar);
  EXPECT_EQ(finding.state, State::recovered);
}

TEST(OomKilledMetric, IsOneMomentWithTheStatusOfTheSameKill) {
  const Finding finding = the("OOMKilled", Scene()
                                               .with(Container().running(minutes(2)).last(oom_killed(minutes(3))))
                                               .with(oom_metric({hours(5), minutes(3)})));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(hours(5)), ago(minutes(3))));
  EXPECT_THAT(finding.sources, ElementsAre(Source::oc_get_pods, Source::prometheus));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
}

TEST(OomKilledMetric, IsOneMomentWithAStatusThatASampleTellsLate) {
  const Scene scene = Scene().with(Container().running(minutes(20)).last(oom_killed(minutes(30))));
  EXPECT_THAT(the("OOMKilled", Scene(scene).with(oom_metric({minutes(25)}).late(minutes(6)))).timestamps,
              ElementsAre(ago(minutes(30))));
  EXPECT_THAT(the("OOMKilled", Scene(scene).with(oom_metric({minutes(25)}).late(minutes(4)))).timestamps,
              ElementsAre(ago(minutes(30)), ago(minutes(25))));
}

TEST(OomKilledMetric, KeepsTwoOfItsOwnMomentsApartHoweverLateTheyMayBe) {
  const Finding finding = the("OOMKilled", Scene()
                                               .with(Container().running(minutes(20)).last(oom_killed(minutes(30))))
                                               .with(oom_metric({minutes(29), minutes(28)}).late(minutes(10))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(30)), ago(minutes(28))));
}

TEST(OomKilledMetric, MakesAStatusThatContradictsItselfNoStronger) {
  const Scene scene = Scene().with(Container().running(minutes(2)).last(ended("OOMKilled", 143, minutes(3))));
  EXPECT_EQ(the("OOMKilled", Scene(scene).with(oom_metric({minutes(3)}))).confidence, Confidence::probable);
  EXPECT_EQ(the("OOMKilled", Scene(scene).with(oom_metric({hours(3), minutes(3)}))).confidence, Confidence::confirmed);
}

TEST(OomKilledMetric, DoesNotBringBackAKillByEviction) {
  EXPECT_EQ(
      said(Scene().phase("Failed", "Evicted").with(Container().now(oom_killed(hours(1)))).with(oom_metric({hours(1)}))),
      "nothing");
}

TEST(OomKilledMetric, HasNoTimestampWhereTheSeriesHasNone) {
  const Finding finding = the("OOMKilled", Scene().without_pod(Presence::gone).with(oom_metric({})));
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_TRUE(finding.timestamps.empty());
}

TEST(OomKilledMetric, IsOneMomentWithAnEventOfTheSameKill) {
  const Finding finding =
      the("OOMKilled", Scene()
                           .without_pod(Presence::gone)
                           .with(Event("OOMKilled", "container 'app' was OOM-killed", minutes(9)).on_app())
                           .with(oom_metric({minutes(10)})));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(10))));
}

}  // namespace
}  // namespace oomscan::detect
