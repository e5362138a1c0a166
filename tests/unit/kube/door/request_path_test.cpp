#include "kube/door/request_path.hpp"

#include <string>

#include <gtest/gtest.h>

#include "oomscan/model/names.hpp"

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

TEST(RequestPath, AddsPagesToAQuery) {
  EXPECT_EQ(page_path("/p?includeObject=None", 500, ""), "/p?includeObject=None&limit=500");
  EXPECT_EQ(page_path("/p?a=b", 0, ""), "/p?a=b");
  EXPECT_EQ(page_path("/p", 0, "t"), "/p?continue=t");
}

TEST(RequestPath, ChoosesAPodByItsNameInANamespaceOrAnywhere) {
  EXPECT_EQ(selection_path({.namespace_name = "a", .name = "web-0"}),
            "/api/v1/namespaces/a/pods?fieldSelector=metadata.name%3Dweb-0");
  EXPECT_EQ(selection_path({.namespace_name = "", .name = "web-0", .not_older_than = "12"}),
            "/api/v1/pods?fieldSelector=metadata.name%3Dweb-0&resourceVersion=12&resourceVersionMatch=NotOlderThan");
}

TEST(RequestPath, ChoosesPodsOfAJobByItsLabel) {
  EXPECT_EQ(selection_path({.namespace_name = "a", .job_uid = "66848f04-x"}),
            "/api/v1/namespaces/a/pods?labelSelector=controller-uid%3D66848f04-x");
}

TEST(RequestPath, ChoosesPodsThatNeitherRunNorSucceeded) {
  EXPECT_EQ(selection_path({.namespace_name = "", .neither_running_nor_succeeded = true, .not_older_than = "1&x"}),
            "/api/v1/pods?fieldSelector=status.phase%21%3DRunning%2Cstatus.phase%21%3DSucceeded"
            "&resourceVersion=1%26x&resourceVersionMatch=NotOlderThan");
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
