#include "access/tool_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::access {
namespace {

using ::testing::ElementsAre;

Right right_to(std::string_view verb, std::string_view resource, std::string_view subresource = "") {
  Right right;
  right.verb = verb;
  right.resource = resource;
  right.subresource = subresource;
  return right;
}

TEST(CanIArguments, NameTheNamespaceOrAllOfThem) {
  EXPECT_THAT(can_i_arguments(right_to("list", "pods"), "shop"),
              ElementsAre("auth", "can-i", "list", "pods", "--namespace=shop"));
  EXPECT_THAT(can_i_arguments(right_to("get", "pods", "log"), ""),
              ElementsAre("auth", "can-i", "get", "pods", "--subresource=log", "--all-namespaces"));
}

TEST(CanIArguments, NameTheGroupAndTheObject) {
  Right right = right_to("get", "routes");
  right.group = "route.openshift.io";
  right.names = {"thanos-querier", "prometheus-k8s"};
  EXPECT_THAT(can_i_arguments(right, "openshift-monitoring"),
              ElementsAre("auth", "can-i", "get", "routes.route.openshift.io/thanos-querier",
                          "--namespace=openshift-monitoring"));
}

TEST(CanIAnswer, IsTheFirstWordWhateverReasonFollows) {
  EXPECT_EQ(read_can_i("yes\n"), true);
  EXPECT_EQ(read_can_i("no\n"), false);
  EXPECT_EQ(read_can_i("no - no RBAC policy matched\n"), false);
  EXPECT_EQ(read_can_i("\nyes"), true);
  EXPECT_EQ(read_can_i(""), std::nullopt);
  EXPECT_EQ(read_can_i("\n"), std::nullopt);
  EXPECT_EQ(read_can_i("nobody knows"), std::nullopt);
}

TEST(CanIAnswer, TellsAKindThatTheApiDoesNotHave) {
  EXPECT_TRUE(says_no_such_resource(
      "Warning: the server doesn't have a resource type 'prometheuses' in group 'monitoring.coreos.com'\n\n"));
  EXPECT_FALSE(says_no_such_resource("Warning: resource 'namespaces' is not namespace scoped\n"));
}

TEST(Versions, AreReadFromWhatToolAndServerSay) {
  EXPECT_EQ(read_client_version(R"({"clientVersion":{"gitVersion":"v1.34.2"},"kustomizeVersion":"v5.7.1"})"),
            "v1.34.2");
  EXPECT_EQ(read_client_version(R"({"clientVersion":{"gitVersion":"v1.29.0"},"releaseClientVersion":"4.16.0"})"),
            "4.16.0");
  EXPECT_EQ(read_client_version("Client Version: 4.16"), "");
  EXPECT_EQ(read_client_version(R"({"clientVersion":"v1"})"), "");
  EXPECT_EQ(read_server_version(R"({"major":"1","gitVersion":"v1.34.2"})"), "v1.34.2");
  EXPECT_EQ(read_server_version("[]"), "");
}

TEST(WhoAmI, IsAskedInTheToolsOwnWay) {
  EXPECT_THAT(who_am_i_arguments("oc"), ElementsAre("whoami"));
  EXPECT_THAT(who_am_i_arguments("kubectl"), ElementsAre("auth", "whoami", "-o", "json"));
  EXPECT_EQ(read_who_am_i("kube:admin\n"), "kube:admin");
  EXPECT_EQ(read_who_am_i(R"({"kind":"SelfSubjectReview","status":{"userInfo":{"username":"tenant"}}})"), "tenant");
  EXPECT_EQ(read_who_am_i(R"({"status":{}})"), "");
  EXPECT_EQ(read_who_am_i("two\nlines"), "");
  EXPECT_EQ(read_who_am_i(""), "");
}

TEST(ServerTime, IsReadAsOldAndNewClientsTellIt) {
  const auto expected = parse_rfc3339("2026-11-20T14:06:02Z");
  // kubectl 1.34, and 1.20.
  EXPECT_EQ(
      read_server_time("\" headers=<\n\tAudit-Id: 1\n\tDate: Fri, 20 Nov 2026 14:06:02 GMT\n\tContent-Length: 9\n"),
      expected);
  EXPECT_EQ(read_server_time("I1120 14:06:02.666132     695 round_trippers.go:454]     Date: Fri, 20 Nov 2026 14:06:02 "
                             "GMT\n"),
            expected);
}

TEST(ServerTime, IsUnknownWhereNoHeaderTellsIt) {
  EXPECT_EQ(read_server_time(""), std::nullopt);
  EXPECT_EQ(read_server_time("Date: "), std::nullopt);
  EXPECT_EQ(read_server_time("\"buildDate: Fri, 20 Nov 2026 14:06:02 GMT\""), std::nullopt);
  EXPECT_EQ(read_server_time("\tDate: Fri, 20 Xyz 2026 14:06:02 GMT"), std::nullopt);
  EXPECT_EQ(read_server_time("\tDate: Fri, ab Nov 2026 14:06:02 GMT"), std::nullopt);
  EXPECT_EQ(read_server_time("\tDate: Fri, 20 Nov 2026 14:06:02 CET"), std::nullopt);
}

}  // namespace
}  // namespace oomscan::access
