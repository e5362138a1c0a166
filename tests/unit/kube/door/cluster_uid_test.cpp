#include "kube/door/cluster_uid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_kube_api.hpp"

namespace oomscan::kube {
namespace {

constexpr const char* kPath = "/api/v1/namespaces/kube-system";

TEST(ClusterUid, IsThatOfTheNamespaceKubeSystem) {
  fakes::FakeKubeApi api;
  fakes::FakeClock clock;
  api.answer(kPath, fakes::kube_answer(R"({"kind":"PartialObjectMetadata","metadata":{"name":"kube-system",
      "uid":"0b9a5c0e-6d7e-4a53-8d3b-9a2f0e6f1c11"}})"));
  EXPECT_EQ(ask_cluster_uid(api, clock, {}), "0b9a5c0e-6d7e-4a53-8d3b-9a2f0e6f1c11");
  EXPECT_EQ(api.requests().size(), 1U);
}

TEST(ClusterUid, IsEmptyWhereItIsNotTold) {
  fakes::FakeKubeApi api;
  fakes::FakeClock clock;
  for (const ErrorKind kind : {ErrorKind::forbidden, ErrorKind::not_found, ErrorKind::timed_out}) {
    api.fail_next(Error{kind, "no", ""});
    EXPECT_EQ(ask_cluster_uid(api, clock, {}), "");
  }
  for (const char* body : {"", "[]", "{}", R"({"metadata":null})", R"({"metadata":{"uid":7}})",
                           R"json({"metadata":{"uid":"=cmd()"}})json", "\xff"}) {
    EXPECT_EQ(parse_uid(body), "") << body;
  }
  EXPECT_EQ(parse_uid(R"({"metadata":{"uid":")" + std::string(65, 'a') + R"("}})"), "");
}

TEST(ClusterUid, IsWaitedForOnlySoLong) {
  fakes::FakeKubeApi api;
  fakes::FakeClock clock;
  api.on_get = [&](const ApiRequest&, const std::stop_token& stop) {
    EXPECT_FALSE(clock.sleep(std::chrono::minutes{5}, stop));
    return fakes::kube_failure(ErrorKind::cancelled);
  };
  const auto begun = clock.steady_now();
  EXPECT_EQ(ask_cluster_uid(api, clock, {}), "");
  EXPECT_EQ(clock.steady_now() - begun, kSelfTimeMax);
}

TEST(AllPods, AreSeenByWhoMayListThem) {
  fakes::FakeKubeApi api;
  fakes::FakeClock clock;
  EXPECT_FALSE(ask_sees_all_pods(api, clock, {}));
  api.answer("/api/v1/pods?limit=1", fakes::kube_answer(R"({"items":[]})"));
  EXPECT_TRUE(ask_sees_all_pods(api, clock, {}));
}

}  // namespace
}  // namespace oomscan::kube
