#include "kube/client/tool_version.hpp"

#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

TEST(ToolVersion, IsReadFromWhatKubectlAndOcPrint) {
  EXPECT_EQ(parse_tool_version(R"({"clientVersion":{"major":"1","minor":"20","gitVersion":"v1.20.2"}})").minor, 20);
  EXPECT_EQ(parse_tool_version(R"({"clientVersion":{"gitVersion":"v1.33.1-eks-7"}})").minor, 33);
  EXPECT_EQ(
      parse_tool_version(R"({"clientVersion":{"gitVersion":"4.20.0-202510"},"releaseClientVersion":"4.20.1"})").minor,
      33);
  EXPECT_EQ(parse_tool_version(R"({"clientVersion":{"gitVersion":"v1.34.2"},"releaseClientVersion":""})").text,
            "v1.34.2");
}

TEST(ToolVersion, IsUnknownWhereTheToolDoesNotTellIt) {
  for (const char* json :
       {"", "{}", "[]", R"({"clientVersion":null})", R"({"clientVersion":{"gitVersion":"v1"}})",
        R"({"clientVersion":{"gitVersion":"dev"}})", R"({"clientVersion":{"gitVersion":"v3.11.0"}})"}) {
    EXPECT_EQ(parse_tool_version(json).minor, 0) << json;
  }
}

TEST(ToolVersion, TellsWhichWaysKeepThePathOfAnAddress) {
  const auto of = [](int minor) { return ToolVersion{minor, "v", false}; };
  EXPECT_FALSE(of(22).proxy_keeps_path());
  EXPECT_TRUE(of(23).proxy_keeps_path());
  EXPECT_FALSE(of(33).raw_keeps_path());
  EXPECT_TRUE(of(34).raw_keeps_path());
  EXPECT_TRUE(of(0).proxy_keeps_path()) << "it would say that it does not know the option";
  EXPECT_FALSE(of(0).raw_keeps_path()) << "it would say nothing";
}

TEST(ToolVersion, OfAToolThatRunsOthersPromisesNothing) {
  const ToolVersion version = parse_tool_version(R"({"clientVersion":{"gitVersion":"v1.34.1-dispatcher"}})");
  EXPECT_EQ(version.minor, 34);
  EXPECT_FALSE(version.raw_keeps_path());
}

TEST(ServerPath, IsWhatFollowsTheHost) {
  EXPECT_TRUE(has_path("https://host:6443/k8s/clusters/c-1"));
  EXPECT_FALSE(has_path("https://host:6443"));
  EXPECT_FALSE(has_path("https://host:6443/"));
  EXPECT_FALSE(has_path("host"));
}

}  // namespace
}  // namespace oomscan::kube
