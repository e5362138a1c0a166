// Both ways in which an image that cannot be had shows: the container's status and Events.
#include <gmock/gmock.h>

#include "detect/reading/event_text.hpp"
#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;

constexpr const char* kPullMessage = "Back-off pulling image \"registry.example/web:1\"";
const std::vector<std::string> kType{"ImagePullBackOff"};

TEST(ImagePullWaiting, HoldsNowInAnyRangeWithoutATimestamp) {
  for (const char* reason : {"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"}) {
    const Scene scene = Scene().range(Seconds{1}).with(Container().waiting(reason, kPullMessage));
    EXPECT_EQ(said(scene.judge(kType)), "app ImagePullBackOff confirmed active (image pull failed)") << reason;
    EXPECT_TRUE(the("ImagePullBackOff", scene).timestamps.empty());
  }
}

TEST(ImagePullWaiting, IsNotAnyOtherWaiting) {
  for (const char* reason : {"ContainerCreating", "CrashLoopBackOff", "CreateContainerConfigError"}) {
    EXPECT_EQ(said(Scene().with(Container().waiting(reason)).judge(kType)), "nothing") << reason;
  }
}

TEST(ImagePullEvent, CountsAFailedPullAndTheBackOffAfterItAsOneMoment) {
  const Finding finding = the("ImagePullBackOff", Scene()
                                                      .with(Container().waiting("ContainerCreating"))
                                                      .with(Event("Failed", "Error: ErrImagePull", minutes(3)).on_app())
                                                      .with(Event("BackOff", kPullMessage, minutes(1)).on_app()));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(3))));
  EXPECT_EQ(finding.evidence.size(), 2U);
}

TEST(ImagePullEvent, KeepsTheTimeOfABackOffWhoseFailedPullIsNotKnown) {
  EXPECT_THAT(the("ImagePullBackOff",
                  Scene().without_pod(Presence::gone).with(Event("BackOff", kPullMessage, hours(2)).on_app()))
                  .timestamps,
              ElementsAre(ago(hours(2))));
}

TEST(ImagePullEvent, IsToldByWhatTheKubeletWrites) {
  for (const char* message : {"Error: ErrImagePull", "Error: ImagePullBackOff", "Failed to pull image \"x\": not found",
                              "Error: ErrImageNeverPull", "Error: InvalidImageName"}) {
    EXPECT_TRUE(tells_image_failure(Event("Failed", message, minutes(1)))) << message;
    EXPECT_FALSE(tells_start_failure(Event("Failed", message, minutes(1)))) << message;
  }
  EXPECT_FALSE(tells_image_failure(Event("Failed", "Error: configmap \"ErrImagePull\" not found", minutes(1))));
  EXPECT_FALSE(tells_image_failure(Event("BackOff", kBackOffMessage, minutes(1))));
  EXPECT_FALSE(tells_image_failure(Event("Pulling", kPullMessage, minutes(1))));
}

}  // namespace
}  // namespace oomscan::detect
