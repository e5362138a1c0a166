#include "kube/door/exec_kube_api.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_process_runner.hpp"
#include "kube/door/request_path.hpp"

namespace oomscan::kube {
namespace {

using testing::ElementsAre;

class ExecApi : public testing::Test {
 protected:
  fakes::FakeProcessRunner runner_;
  ExecKubeApi api_{{"/bin/oc", "oc", "/k"}, "ctx", {"oc", "https://api:6443", std::chrono::seconds{45}}, runner_};
};

TEST_F(ExecApi, RunsOneChildPerRequest) {
  runner_.will_exit(0, "{}");
  ApiRequest request;
  request.path = "/api/v1/pods?limit=5";
  request.body_bytes_max = 17;
  request.body_overflow = Overflow::keep_tail;
  const auto answer = api_.get(request, {});
  EXPECT_EQ(answer.response->body, "{}");
  const auto call = runner_.calls().front();
  EXPECT_THAT(call.command.argv, ElementsAre("/bin/oc", "--kubeconfig", "/k", "--context", "ctx", "--request-timeout",
                                             "45s", "get", "--raw", "/api/v1/pods?limit=5"));
  EXPECT_EQ(call.limits.stdout_bytes_max, 17U);
  EXPECT_EQ(call.limits.stdout_overflow, Overflow::keep_tail);
  EXPECT_GT(call.limits.timeout, std::chrono::seconds{45});
}

TEST_F(ExecApi, KeepsItsChildFromOtherPlaces) {
  runner_.will_exit(
      1, "", "The connection to the server 192.0.2.1:80 was refused - did you specify the right host or port?\n");
  const auto answer = api_.get({}, {});
  EXPECT_EQ(answer.failure->error.kind, ErrorKind::bad_answer);
  EXPECT_EQ(answer.failure->error.message, "the API server redirects to another place: not followed");
  EXPECT_TRUE(answer.failure->permanent);
  EXPECT_THAT(runner_.calls().front().command.extra_environment,
              testing::Contains(std::pair<std::string, std::string>("NO_PROXY", "api:6443")));
}

TEST_F(ExecApi, NeverTakesHalfAnAnswerForOne) {
  runner_.will_exit(1, "{\"a\":", "error: unexpected EOF\n");
  EXPECT_EQ(api_.get({}, {}).failure->error.kind, ErrorKind::unreachable);
}

TEST_F(ExecApi, PassesOnWhyThereWasNoChild) {
  runner_.fail_next({ErrorKind::io, "out of processes", ""});
  EXPECT_EQ(api_.get({}, {}).failure->error.kind, ErrorKind::io);
  runner_.will_end({.end = ProcessEnd::timed_out, .code = 9, .out = {}, .err = {}, .out_bytes_dropped = 0});
  EXPECT_EQ(api_.get({}, {}).failure->error.kind, ErrorKind::timed_out);
}

TEST_F(ExecApi, NeverAsksWhatSomebodyElseAnswers) {
  for (const char* path :
       {"/api/v1/namespaces/monitoring/services/http:prometheus-k8s:9090/proxy/api/v1/query?query=up",
        "/api/v1/namespaces/a/pods/p/proxy", "/api/v1/nodes/n/proxy/metrics"}) {
    ApiRequest request;
    request.path = path;
    const auto answer = api_.get(request, {});
    ASSERT_TRUE(answer.failure.has_value()) << path;
    EXPECT_THAT(answer.failure->error.message, testing::HasSubstr("would follow a redirect"));
    EXPECT_TRUE(answer.failure->permanent);
  }
  EXPECT_THAT(runner_.calls(), testing::IsEmpty());
}

TEST(PassedOn, IsToldBySegmentsNotByNames) {
  EXPECT_FALSE(is_proxied("/api/v1/namespaces/proxy-a/pods?labelSelector=a/proxy"));
  EXPECT_TRUE(is_proxied("/api/v1/namespaces/proxy/services/x/proxy/"));
  // A namespace of that name is refused, too: rather once too often.
  EXPECT_TRUE(is_proxied("/api/v1/namespaces/proxy/pods"));
}

TEST(TimeLimit, StandsBeforeTheArguments) {
  ErrorFrame frame{"oc", "", std::chrono::milliseconds{1500}};
  EXPECT_THAT(with_time_limit({"get"}, frame), ElementsAre("--request-timeout", "1500ms", "get"));
  frame.request_timeout = std::chrono::seconds{45};
  EXPECT_THAT(with_time_limit({"get"}, frame), ElementsAre("--request-timeout", "45s", "get"));
}

// kubectl 1.20 to 1.34: with it, they ask localhost:8080 instead of the pod's own cluster.
TEST(TimeLimit, IsNotSetForAServiceAccount) {
  ErrorFrame frame{"oc", "", std::chrono::seconds{45}};
  frame.login = Login::service_account;
  EXPECT_THAT(with_time_limit({"get"}, frame), ElementsAre("get"));
}

}  // namespace
}  // namespace oomscan::kube
