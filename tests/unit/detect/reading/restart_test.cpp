#include "detect/reading/restart.hpp"

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "detect/reading/runs.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;

PodObservation pod_with(std::string policy, std::string phase = "Running") {
  PodObservation pod;
  pod.restart_policy = std::move(policy);
  pod.phase = std::move(phase);
  return pod;
}

bool again(const char* policy, const ContainerObservation& container, int exit_code) {
  return is_started_again(pod_with(policy), container,
                          ended(exit_code == 0 ? "Completed" : "Error", exit_code, minutes(1)));
}

TEST(Restart, FollowsThePodsPolicyWhereTheContainerHasNone) {
  const ContainerObservation app = Container();
  EXPECT_TRUE(again("Always", app, 0));
  EXPECT_FALSE(again("OnFailure", app, 0));
  EXPECT_TRUE(again("OnFailure", app, 1));
  EXPECT_FALSE(again("Never", app, 1));
}

TEST(Restart, FollowsTheContainersOwnPolicyBeforeThePods) {
  ContainerObservation app = Container();
  app.restart_policy = "Always";
  EXPECT_TRUE(again("Never", app, 0));
  app.restart_policy = "OnFailure";
  EXPECT_FALSE(again("Always", app, 0));
  app.restart_policy = "Never";
  EXPECT_FALSE(again("Always", app, 1));
}

TEST(Restart, FollowsItsRulesBeforeItsPolicy) {
  ContainerObservation app = Container();
  app.restart_policy = "Never";
  app.restart_rules = {{"Restart", true, {42}}, {"RestartAllContainers", true, {88}}};
  EXPECT_TRUE(again("Always", app, 42));
  EXPECT_TRUE(again("Always", app, 88));
  EXPECT_FALSE(again("Always", app, 1));
  app.restart_rules = {{"Restart", false, {42}}};
  EXPECT_TRUE(again("Never", app, 1));
  EXPECT_FALSE(again("Never", app, 42));
}

TEST(Restart, TakesWhatMayBeForWhatWillBeIfTheCodeIsMadeUp) {
  ContainerObservation app = Container();
  app.restart_policy = "Never";
  app.restart_rules = {{"Restart", true, {42}}};
  EXPECT_TRUE(is_started_again(pod_with("Never"), app, ended_at_unknown_time("ContainerStatusUnknown", 137)));
}

TEST(Restart, OfAnInitContainerComesOnlyAfterAFailure) {
  const ContainerObservation setup = init("setup");
  EXPECT_FALSE(again("Always", setup, 0));
  EXPECT_TRUE(again("Always", setup, 1));
  EXPECT_TRUE(is_started_again(pod_with("Always"), setup, ended("OOMKilled", 0, minutes(1))));
  EXPECT_TRUE(again("Never", sidecar("proxy"), 0));
  EXPECT_FALSE(again("Always", debug("dbg"), 1));
}

TEST(Restart, ComesNeverInAPodThatIsOver) {
  EXPECT_FALSE(is_started_again(pod_with("Always", "Failed"), Container(), failed(1, minutes(1))));
}

TEST(MadeUpEnds, AreKnownByWhatTheyLackAndNotByOneName) {
  EXPECT_TRUE(is_made_up(ended_at_unknown_time("RestartingAllContainers", 137)));
  EXPECT_TRUE(is_made_up(ended_at_unknown_time("SomethingNew", 137)));
  EXPECT_TRUE(is_made_up(ended_at_unknown_time("", 0)));
  EXPECT_TRUE(is_made_up(ended_at_unknown_time("Completed", 0)));
  EXPECT_FALSE(is_made_up(ended_at_unknown_time("OOMKilled", 137)));
  EXPECT_FALSE(is_made_up(ended_at_unknown_time("Error", 137)));
  EXPECT_FALSE(is_made_up(ended("SomethingNew", 137, minutes(1))));
  Termination known = ended_at_unknown_time("SomethingNew", 137);
  known.has_container_id = true;
  EXPECT_FALSE(is_made_up(known));
}

}  // namespace
}  // namespace oomscan::detect
