#include "prometheus/proxy_query_api.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_kube_api.hpp"

namespace oomscan::prometheus {
namespace {

TEST(ProxyQueryApi, GoesThroughTheServiceProxy) {
  fakes::FakeKubeApi door;
  door.answer("/api/v1/namespaces/m/services/http:p:9090/proxy/api/v1/query?query=1", fakes::kube_answer("{}"));
  ProxyQueryApi api("/api/v1/namespaces/m/services/http:p:9090/proxy", door);
  EXPECT_EQ(api.get("/api/v1/query?query=1", {}).body, "{}");
  EXPECT_TRUE(api.tries_again_itself());
  EXPECT_EQ(door.requests().front().body_bytes_max, kAnswerBytesMax);
}

TEST(ProxyQueryApi, PassesOnWhyTheDoorFailed) {
  fakes::FakeKubeApi door;
  ProxyQueryApi api("/p", door);
  door.fail_next(Error{ErrorKind::forbidden, "may not get services/proxy", "ask"});
  const QueryReply reply = api.get("/api/v1/query?query=1", {});
  EXPECT_EQ(reply.failure->error.kind, ErrorKind::forbidden);
}

}  // namespace
}  // namespace oomscan::prometheus
