#include "kube/list/pod_assembly.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

ContainerSpec spec(std::string name, std::optional<std::int64_t> limit = std::nullopt, bool always = false) {
  ContainerSpec part;
  part.name = std::move(name);
  part.image = part.name + "-image";
  part.memory_limit_bytes = limit;
  part.restart_policy = always ? "Always" : "";
  return part;
}

ContainerStatus status(std::string name, int restarts = 0) {
  ContainerStatus part;
  part.name = std::move(name);
  part.restart_count = restarts;
  return part;
}

TEST(PodAssembly, JoinsByNameNotByPosition) {
  PodParts parts;
  parts.main.specs = {spec("a", 1), spec("b", 2)};
  parts.main.statuses = {status("b", 7), status("a", 5)};
  const auto pod = assemble(std::move(parts));
  ASSERT_EQ(pod.containers.size(), 2U);
  EXPECT_EQ(pod.containers[0].name, "b");
  EXPECT_EQ(pod.containers[0].memory_limit_bytes, 2);
  EXPECT_EQ(pod.containers[0].restart_count, 7);
  EXPECT_EQ(pod.containers[1].memory_limit_bytes, 1);
  EXPECT_TRUE(pod.containers[1].in_spec);
}

TEST(PodAssembly, CountsNoFewerRestartsThanNone) {
  PodParts parts;
  parts.main.specs = {spec("a")};
  parts.main.statuses = {status("a", -3)};
  EXPECT_EQ(assemble(std::move(parts)).containers.at(0).restart_count, 0);
}

TEST(PodAssembly, KeepsAStatusWhoseNameTheSpecDoesNotHave) {
  PodParts parts;
  parts.main.specs = {spec("a", 1)};
  parts.main.statuses = {status("ghost")};
  const auto pod = assemble(std::move(parts));
  ASSERT_EQ(pod.containers.size(), 2U);
  EXPECT_EQ(pod.containers[0].name, "ghost");
  EXPECT_FALSE(pod.containers[0].in_spec);
  EXPECT_EQ(pod.containers[0].memory_limit_bytes, std::nullopt);
  EXPECT_EQ(pod.containers[1].name, "a");
  EXPECT_FALSE(pod.containers[1].has_status);
}

TEST(PodAssembly, KeepsBothOfANameThatStandsTwice) {
  PodParts parts;
  parts.main.specs = {spec("a", 1), spec("a", 2)};
  parts.main.statuses = {status("a", 3), status("a", 4)};
  auto pod = assemble(std::move(parts));
  ASSERT_EQ(pod.containers.size(), 2U);
  EXPECT_EQ(pod.containers[0].memory_limit_bytes, 1);
  EXPECT_EQ(pod.containers[1].memory_limit_bytes, 2);

  parts = {};
  parts.main.specs = {spec("a", 1)};
  parts.main.statuses = {status("a", 3), status("a", 4)};
  pod = assemble(std::move(parts));
  ASSERT_EQ(pod.containers.size(), 2U);
  EXPECT_EQ(pod.containers[1].restart_count, 4);
  EXPECT_EQ(pod.containers[1].memory_limit_bytes, 1);
}

TEST(PodAssembly, TellsTheFourKindsApart) {
  PodParts parts;
  parts.init.specs = {spec("setup"), spec("mesh", 1, true), spec("late", 1, true)};
  parts.init.statuses = {status("mesh"), status("setup")};
  parts.main.specs = {spec("app", 1, true)};  // only init containers become sidecars by it
  parts.ephemeral.specs = {spec("debug")};
  parts.ephemeral.statuses = {status("debug")};
  const auto pod = assemble(std::move(parts));
  std::vector<std::pair<std::string, ContainerKind>> seen;
  for (const auto& container : pod.containers) seen.emplace_back(container.name, container.kind);
  EXPECT_THAT(seen,
              testing::ElementsAre(std::pair{"mesh", ContainerKind::sidecar}, std::pair{"setup", ContainerKind::init},
                                   std::pair{"debug", ContainerKind::ephemeral}, std::pair{"app", ContainerKind::main},
                                   std::pair{"late", ContainerKind::sidecar}));
}

TEST(PodAssembly, PrefersResourcesInEffect) {
  PodParts parts;
  parts.main.specs = {spec("a", 100)};
  parts.main.specs[0].memory_request_bytes = 50;
  parts.main.statuses = {status("a")};
  parts.main.statuses[0].memory_limit_bytes = 200;
  const auto pod = assemble(std::move(parts));
  EXPECT_EQ(pod.containers[0].memory_limit_bytes, 200);
  EXPECT_EQ(pod.containers[0].memory_request_bytes, 50);
}

TEST(PodAssembly, LeavesAtMostOneState) {
  PodParts parts;
  parts.main.statuses = {status("a")};
  parts.main.statuses[0].waiting = Waiting{"CrashLoopBackOff", ""};
  parts.main.statuses[0].running = true;
  parts.main.statuses[0].terminated = Termination{};
  const auto pod = assemble(std::move(parts));
  EXPECT_TRUE(pod.containers[0].terminated.has_value());
  EXPECT_FALSE(pod.containers[0].running);
  EXPECT_FALSE(pod.containers[0].waiting.has_value());
}

TEST(PodAssembly, TakesTheMirrorUidFromItsAnnotation) {
  PodParts parts;
  parts.pod.annotations = {{"kubernetes.io/config.mirror", "abc"}};
  EXPECT_EQ(assemble(std::move(parts)).mirror_uid, "abc");
}

}  // namespace
}  // namespace oomscan::kube
