// Both ways in which a container that cannot be started shows: its status and Events.
#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;

std::string cause_of(const Scene& scene) { return the("ContainerStartError", scene).cause; }

TEST(StartErrorStatus, TellsWhatKeepsAContainerWaiting) {
  EXPECT_EQ(cause_of(Scene().with(Container().waiting("CreateContainerConfigError", "secret \"x\" not found"))),
            "CreateContainerConfigError");
  EXPECT_EQ(cause_of(Scene().with(Container().waiting("CreateContainerError", "name in use"))), "CreateContainerError");
  EXPECT_EQ(cause_of(Scene().with(Container().waiting("RunContainerError", "no such program"))), "StartError");
  EXPECT_EQ(cause_of(Scene().with(Container().waiting("RunContainerError", kInitOomMessage))),
            "limit too low to start");
  EXPECT_EQ(cause_of(Scene().with(Container().waiting("ContainerCreating"))), "");
}

TEST(StartErrorStatus, IsDatedByTheEndThatTheRuntimeReported) {
  const Finding finding = the("ContainerStartError",
                              Scene().with(Container().in_back_off().last(start_error("no such program", minutes(5)))));
  EXPECT_EQ(finding.cause, "StartError");
  EXPECT_EQ(finding.exit_code, 128);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(5))));
}

TEST(StartErrorStatus, LeavesARunThatFailedAlone) {
  EXPECT_EQ(cause_of(Scene().with(Container().in_back_off().last(failed(128, minutes(5))))), "");
}

TEST(StartErrorEvent, TellsConfigurationFromTheRuntime) {
  const auto gone = [](const char* message) {
    return Scene().without_pod(Presence::gone).with(Event("Failed", message, minutes(5)).on_app());
  };
  EXPECT_EQ(cause_of(gone("Error: configmap \"x\" not found")), "CreateContainerConfigError");
  EXPECT_EQ(cause_of(gone("Error: failed to create containerd task: no such file")), "StartError");
  EXPECT_EQ(cause_of(gone("Error: ErrImagePull")), "");
  EXPECT_EQ(cause_of(gone("Failed to pull image")), "");
}

TEST(StartErrorEvent, IsOneMomentWithTheStatus) {
  const Finding finding = the("ContainerStartError",
                              Scene()
                                  .with(Container().in_back_off().last(start_error("no such program", minutes(5))))
                                  .with(Event("Failed", "Error: no such program", minutes(5) - Seconds{3}).on_app()));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(5))));
}

}  // namespace
}  // namespace oomscan::detect
