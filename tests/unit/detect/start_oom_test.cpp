// Both ways in which a too low memory limit shows: the container's status and Events.
#include <gmock/gmock.h>

#include "detect/reading/limit_words.hpp"
#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;

constexpr auto kTooLow = "app OOMKilled probable active (limit too low to start)";

TEST(StartOomStatus, IsSeenInAStartErrorOfEitherState) {
  EXPECT_EQ(said(Scene().policy("Never").with(Container().now(start_error(kInitOomMessage, minutes(5))))), kTooLow);
  const Finding finding =
      the("OOMKilled",
          Scene().with(Container().waiting("RunContainerError").last(start_error(kInitOomMessage, minutes(5)))));
  EXPECT_EQ(finding.cause, "limit too low to start");
  EXPECT_EQ(finding.exit_code, 128);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(minutes(5))));
}

TEST(StartOomStatus, IsSeenInAWaitingStateAndThenHasNoTimestamp) {
  for (const char* reason : {"CreateContainerError", "RunContainerError"}) {
    const Scene scene = Scene().range(minutes(1)).with(Container().waiting(reason, kInitOomMessage));
    EXPECT_EQ(said(scene), kTooLow) << reason;
    EXPECT_TRUE(the("OOMKilled", scene).timestamps.empty());
  }
}

// As a real node says it: nothing is killed, the limit is below what runc's init already uses.
constexpr const char* kLimitNotSetMessage =
    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
    "unable to start container process: error during container init: error setting cgroup config for procHooks "
    "process: unable to set memory limit to 500000 (current usage: 2260992, peak usage: 2510848): unknown";

TEST(StartOomStatus, IsSeenInALimitThatCannotBeSet) {
  EXPECT_EQ(said(Scene().with(Container().in_back_off().last(start_error(kLimitNotSetMessage, minutes(5))))),
            "app CrashLoopBackOff confirmed active (limit too low to start); " + std::string(kTooLow));
}

TEST(StartOomStatus, IsNotSeenInOtherStartErrors) {
  EXPECT_EQ(said(Scene().with(Container().now(start_error("exec: \"nope\": executable file not found", minutes(5))))),
            "nothing");
  EXPECT_EQ(said(Scene().with(Container().waiting("CreateContainerError", "container name is in use"))), "nothing");
  EXPECT_EQ(said(Scene().with(Container().waiting("CreateContainerConfigError", kInitOomMessage))), "nothing");
}

TEST(StartOomStatus, IsNotSeenInTheMessageThatAProgramLeftBehind) {
  Termination boastful = failed(1, minutes(5));
  boastful.message = kInitOomMessage;
  EXPECT_EQ(said(Scene().policy("Never").with(Container().now(boastful))), "nothing");
}

TEST(StartOomStatus, MattersBeforeAnythingElseIsKnown) {
  const auto judge = make_judge({"OOMKilled"});
  EXPECT_TRUE(
      judge->may_matter(*Scene().with(Container().waiting("RunContainerError", kInitOomMessage)).evidence().pod));
  EXPECT_TRUE(judge->may_matter(*Scene().with(Container().last(start_error(kInitOomMessage, days(9)))).evidence().pod));
  EXPECT_FALSE(judge->may_matter(*Scene().with(Container().waiting("RunContainerError", "no")).evidence().pod));
}

TEST(StartOomEvent, IsSeenInASandboxThatCannotBeCreated) {
  const Finding finding =
      the("OOMKilled", Scene()
                           .phase("Pending")
                           .with(Container().waiting("ContainerCreating").memory(500'000, 500'000))
                           .with(Event("FailedCreatePodSandBox",
                                       std::string("Failed to create pod sandbox: ") + kInitOomMessage, Seconds{20})
                                     .times(6)));
  EXPECT_EQ(finding.container, "app");
  EXPECT_EQ(finding.confidence, Confidence::probable);
  EXPECT_EQ(finding.state, State::active);
  EXPECT_EQ(finding.cause, "limit too low to start");
  EXPECT_EQ(finding.memory_limit_bytes, 500'000);
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(Seconds{20})));
}

TEST(StartOomEvent, NamesNoContainerIfThePodHasSeveral) {
  const auto event = Event("FailedCreatePodSandBox", kInitOomMessage, Seconds{20});
  EXPECT_EQ(said(Scene()
                     .with(Container("a").waiting("ContainerCreating"))
                     .with(Container("b").waiting("ContainerCreating"))
                     .with(event)),
            "? OOMKilled probable active (limit too low to start)");
  EXPECT_EQ(said(Scene()
                     .with(init("setup").waiting("PodInitializing"))
                     .with(Container("b").waiting("PodInitializing"))
                     .with(event)),
            "? OOMKilled probable active (limit too low to start)");
}

TEST(StartOomEvent, DoesNotCountADebugContainerAsASecondOne) {
  EXPECT_EQ(said(Scene()
                     .with(Container().waiting("ContainerCreating"))
                     .with(debug("debugger"))
                     .with(Event("FailedCreatePodSandBox", kInitOomMessage, Seconds{20}))),
            kTooLow);
}

TEST(StartOomEvent, TakesTheContainerFromTheFieldPathOfAFailedEvent) {
  const Scene scene =
      Scene()
          .with(Container("a").running(hours(1)))
          .with(Container("b").waiting("RunContainerError"))
          .with(Event("Failed", std::string("Error: ") + kInitOomMessage, Seconds{20}).on("spec.containers{b}"));
  EXPECT_EQ(said(scene), "b OOMKilled probable active (limit too low to start)");
}

TEST(StartOomEvent, IsTheSameMomentAsTheStartErrorThatItTellsOf) {
  const Finding finding = the(
      "OOMKilled", Scene()
                       .with(Container().waiting("RunContainerError").last(start_error(kInitOomMessage, Seconds{31})))
                       .with(Event("Failed", kInitOomMessage, Seconds{30}).on_app()));
  EXPECT_THAT(finding.timestamps, ElementsAre(ago(Seconds{31})));
  EXPECT_THAT(finding.sources, ElementsAre(Source::events, Source::oc_get_pods));
}

TEST(StartOomEvent, IsNotSeenInOtherFailuresOrReasons) {
  for (const Event& event :
       {Event("Failed", "Error: ErrImagePull", minutes(1)), Event("FailedCreatePodSandBox", "no CNI", minutes(1)),
        Event("FailedMount", kInitOomMessage, minutes(1)), Event("Unhealthy", kInitOomMessage, minutes(1))}) {
    EXPECT_EQ(said(Scene().with(Container().waiting("ContainerCreating")).with(event)), "nothing");
    EXPECT_FALSE(make_judge({})->may_matter(event));
  }
}

TEST(StartOomEvent, IsNotDeceivedByACommandOfThatName) {
  EXPECT_TRUE(says_limit_is_too_low(kInitOomMessage));
  EXPECT_TRUE(says_limit_is_too_low(
      R"(container create failed: time="2025-12-12T05:25:40Z" level=error msg="container init was OOM-killed")"));
  EXPECT_TRUE(says_limit_is_too_low(kLimitNotSetMessage));
  EXPECT_FALSE(says_limit_is_too_low(R"(exec: "unable to set memory limit to 5": executable file not found in $PATH)"));
  EXPECT_FALSE(
      says_limit_is_too_low("failed to start sandbox container task: cannot start a stopped process: unknown"));
  EXPECT_TRUE(says_limit_is_too_low(R"(exec: "sh": container init was OOM-killed)"));
  EXPECT_FALSE(says_limit_is_too_low(R"(exec: "container init was OOM-killed": executable file not found in $PATH)"));
  EXPECT_FALSE(says_limit_is_too_low(R"(exec: "container init was OOM-killed)"));
  EXPECT_FALSE(says_limit_is_too_low("init was OOM-killed"));
}

}  // namespace
}  // namespace oomscan::detect
