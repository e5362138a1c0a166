#include "access/own_review.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace oomscan::access {
namespace {

nlohmann::json attributes(const Right& right, std::string_view namespace_name) {
  const nlohmann::json review = nlohmann::json::parse(access_review(right, namespace_name));
  EXPECT_EQ(review.at("kind"), "SelfSubjectAccessReview");
  return review.at("spec").at("resourceAttributes");
}

TEST(AccessReview, AsksForNothingThatTheRightDoesNotSay) {
  Right right;
  right.verb = "list";
  right.resource = "pods";
  EXPECT_EQ(attributes(right, ""), nlohmann::json({{"verb", "list"}, {"resource", "pods"}}));
}

TEST(AccessReview, NamesGroupSubresourceObjectAndNamespace) {
  Right right;
  right.verb = "get";
  right.group = "route.openshift.io";
  right.resource = "routes";
  right.subresource = "status";
  right.names = {"thanos-querier", "prometheus-k8s"};
  EXPECT_EQ(attributes(right, "openshift-monitoring"), nlohmann::json({{"verb", "get"},
                                                                       {"group", "route.openshift.io"},
                                                                       {"resource", "routes"},
                                                                       {"subresource", "status"},
                                                                       {"name", "thanos-querier"},
                                                                       {"namespace", "openshift-monitoring"}}));
}

TEST(AccessReview, IsAnsweredByAllowedAloneAndElseNotAtAll) {
  EXPECT_EQ(read_access_review(R"({"status":{"allowed":true}})"), true);
  EXPECT_EQ(read_access_review(R"({"status":{"allowed":false,"denied":true}})"), false);
  for (const char* none :
       {"", "[]", "null", R"({"status":{}})", R"({"status":{"allowed":"true"}})", R"({"status":1})"}) {
    EXPECT_EQ(read_access_review(none), std::nullopt) << none;
  }
}

TEST(OpenShiftUser, IsTheNameOfTheObject) {
  EXPECT_EQ(read_openshift_user(R"({"kind":"User","metadata":{"name":"alice"}})"), "alice");
  EXPECT_EQ(read_openshift_user(R"({"metadata":{"name":7}})"), "");
  EXPECT_EQ(read_openshift_user("x"), "");
}

}  // namespace
}  // namespace oomscan::access
