#include "kube/request_path.hpp"

#include <string>

#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

TEST(RequestPath, KeepsForeignNamesInOneSegment) {
  EXPECT_EQ(list_path("", "pods"), "/api/v1/pods");
  EXPECT_EQ(list_path("team-a", "events"), "/api/v1/namespaces/team-a/events");
  EXPECT_EQ(list_path("a/../b?x", "pods"), "/api/v1/namespaces/a%2F..%2Fb%3Fx/pods");
}

TEST(RequestPath, EncodesTheContinueToken) {
  EXPECT_EQ(page_path("/api/v1/pods", 500, ""), "/api/v1/pods?limit=500");
  EXPECT_EQ(page_path("/api/v1/pods", 2, "a+b/c=&d"), "/api/v1/pods?limit=2&continue=a%2Bb%2Fc%3D%26d");
}

TEST(RequestPath, AsksForTheTailOfOneRun) {
  LogRequest request;
  request.namespace_name = "a";
  request.pod = "p-1";
  request.container = "app";
  request.tail_lines = 7;
  EXPECT_EQ(log_path(request), "/api/v1/namespaces/a/pods/p-1/log?tailLines=7&container=app");
  request.previous = true;
  EXPECT_EQ(log_path(request), "/api/v1/namespaces/a/pods/p-1/log?tailLines=7&container=app&previous=true");
}

TEST(RequestPath, KnowsWhatCannotBeAName) {
  EXPECT_TRUE(is_namespace_name("team-a"));
  EXPECT_TRUE(is_pod_name("etcd-ip-10-0-1-42.ec2.internal"));
  EXPECT_FALSE(is_namespace_name("a.b"));
  EXPECT_FALSE(is_namespace_name(std::string(64, 'a')));
  EXPECT_FALSE(is_pod_name(std::string(254, 'a')));
  for (const char* name : {"", ".", "..", "-x", "--help", "a/b", "A", "a_b", "a..b", "a-", ".a", "a\n"}) {
    EXPECT_FALSE(is_namespace_name(name)) << name;
    EXPECT_FALSE(is_pod_name(name)) << name;
  }
}

}  // namespace
}  // namespace oomscan::kube
