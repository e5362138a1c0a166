// Both ways in which an eviction shows: the pod's status and an Event.
#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Scene evicted() { return Scene().phase("Failed", "Evicted").with(Container().now(failed(137, minutes(30)))); }

TEST(EvictedStatus, IsAFindingOfThePodNotOfAContainer) {
  Scene scene = evicted();
  scene.evidence().pod->message = "The node was low on resource: memory.";
  const Finding finding = the("Evicted", scene);
  EXPECT_EQ(finding.container, "");
  EXPECT_EQ(finding.confidence, Confidence::confirmed);
  EXPECT_EQ(finding.state, State::active);
  EXPECT_EQ(finding.exit_code, std::nullopt);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(30))));
  EXPECT_THAT(details(finding), HasSubstr("low on resource: memory"));
}

TEST(EvictedStatus, IsDatedByItsEventWhereThereIsOne) {
  const Finding finding = the("Evicted", evicted().with(Event("Evicted", "low on memory", minutes(31))));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(31))));
  EXPECT_THAT(finding.sources, ElementsAre(Source::events, Source::oc_get_pods));
}

TEST(EvictedStatus, IsNotAnyOtherFailure) {
  for (const char* reason : {"", "OutOfmemory", "DeadlineExceeded", "Preempting"}) {
    EXPECT_EQ(said(Scene().phase("Failed", reason).with(Container().now(failed(137, minutes(30)))).judge({"Evicted"})),
              "nothing");
  }
}

TEST(EvictedEvent, TellsOfAPodThatIsGone) {
  EXPECT_EQ(said(Scene().without_pod(Presence::gone).with(Event("Evicted", "low", hours(2))).judge({"Evicted"})),
            "? Evicted confirmed gone (Evicted)");
}

}  // namespace
}  // namespace oomscan::detect
