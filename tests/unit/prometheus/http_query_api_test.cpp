#include "prometheus/http_query_api.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_http_client.hpp"
#include "prometheus/query_frame.hpp"

namespace oomscan::prometheus {
namespace {

using fakes::FakeHttpConnector;
using fakes::json_response;
using std::chrono::milliseconds;

constexpr const char* kTarget = "/api/v1/query?query=1";
const ServerUrl kUrl{"https://prometheus.example", "/base", true};

TokenSource always(std::string token) {
  return [token = std::move(token)](std::stop_token) -> Result<std::string> { return token; };
}

class Asking : public testing::Test {
 protected:
  FakeHttpConnector connector_;
  HttpQueryApi api_{kUrl, always("geheim"), milliseconds{1'500}, connector_};
};

TEST_F(Asking, PutsTheBasePathBeforeTheTargetAndTheTokenIntoTheRequest) {
  connector_.server().will_answer(json_response("{}"));
  EXPECT_EQ(api_.get(kTarget, {}).body, "{}");
  const auto calls = connector_.server().calls();
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].endpoint.base_url, "https://prometheus.example");
  EXPECT_EQ(calls[0].request.bearer_token, "geheim");
  EXPECT_EQ(calls[0].request.target, "/base/api/v1/query");
  EXPECT_EQ(calls[0].request.form, "query=1");
  EXPECT_EQ(calls[0].request.timeout, milliseconds{1'500});
}

TEST_F(Asking, TakesLongQuestionsOnceAPostWasAnswered) {
  EXPECT_EQ(api_.target_bytes_max(), kTargetBytesMax - 5);
  connector_.server().will_answer(json_response("{}"));
  (void)api_.get(kTarget, {});
  EXPECT_EQ(api_.target_bytes_max(), kFormBytesMax);
}

TEST_F(Asking, GoesBackToGetWhereAGatewayLetsNoPostThrough) {
  for (const int status : {403, 404, 405, 501}) {
    FakeHttpConnector connector;
    HttpQueryApi api(kUrl, {}, {}, connector);
    connector.server().will_answer(json_response("", status));
    connector.server().will_answer(json_response("{}"));
    EXPECT_TRUE(api.get(kTarget, {}).body.has_value()) << status;
    (void)api.get(kTarget, {});
    const auto calls = connector.server().calls();
    ASSERT_EQ(calls.size(), 3U);
    EXPECT_EQ(calls[1].request.target, "/base/api/v1/query?query=1");
    EXPECT_FALSE(calls[1].request.form.has_value());
    EXPECT_FALSE(calls[2].request.form.has_value());
    EXPECT_EQ(api.target_bytes_max(), kTargetBytesMax - 5);
  }
}

TEST_F(Asking, SaysWhatAGetIsAnsweredWhereBothAreRefused) {
  connector_.server().will_answer(json_response("", 403));
  connector_.server().will_answer(json_response(R"({"error":"no metrics for you"})", 403));
  const QueryReply reply = api_.get(kTarget, {});
  EXPECT_EQ(reply.failure->error.kind, ErrorKind::forbidden);
  EXPECT_THAT(reply.failure->error.message, testing::HasSubstr("no metrics for you"));
}

TEST_F(Asking, NamesATenantsNamespaceInTheAddressToo) {
  (void)api_.get("/api/v1/query?query=a&namespace=team-a", {});
  EXPECT_EQ(connector_.server().calls()[0].request.target, "/base/api/v1/query?namespace=team-a");
  EXPECT_EQ(connector_.server().calls()[0].request.form, "query=a&namespace=team-a");
}

// A POST to /api/v1/admin/tsdb/delete_series deletes, one to /-/quit ends the server.
TEST_F(Asking, NeverSendsAnythingButAQuery) {
  for (const char* target : {"/api/v1/admin/tsdb/delete_series?match[]=up", "/-/quit", "/-/reload", "/api/v1/query/x",
                             "/api/v1/write", "/api/v1/query_exemplars?query=1", ""}) {
    EXPECT_EQ(api_.get(target, {}).failure->error.kind, ErrorKind::usage) << target;
  }
  EXPECT_TRUE(connector_.server().calls().empty());
}

TEST(HttpQueryApi, ReadsTheTokenForEachRequestAndKeepsOneClient) {
  FakeHttpConnector connector;
  int reads = 0;
  HttpQueryApi api(
      kUrl, [&](std::stop_token) -> Result<std::string> { return "t" + std::to_string(++reads); }, {}, connector);
  EXPECT_EQ(reads, 0);
  connector.server().on_get = [](const HttpRequest&, std::stop_token) { return json_response("{}"); };
  for (int i = 0; i < 3; ++i) (void)api.get(kTarget, {});
  EXPECT_EQ(reads, 3);
  EXPECT_EQ(connector.endpoints().size(), 1U);
  EXPECT_EQ(connector.server().calls()[2].request.bearer_token, "t3");
}

TEST(HttpQueryApi, SendsNothingWithoutTheTokenItShouldSend) {
  FakeHttpConnector connector;
  HttpQueryApi failing(
      kUrl, [](std::stop_token) -> Result<std::string> { return Error{ErrorKind::config, "no file", ""}; }, {},
      connector);
  EXPECT_EQ(failing.get(kTarget, {}).failure->error.kind, ErrorKind::config);
  HttpQueryApi injected(kUrl, always("a\r\nX: 1"), {}, connector);
  EXPECT_EQ(injected.get(kTarget, {}).failure->error.kind, ErrorKind::unauthorized);
  EXPECT_TRUE(connector.server().calls().empty());
}

TEST(HttpQueryApi, TrustsOnlyTheAuthorityItIsGiven) {
  FakeHttpConnector connector;
  HttpQueryApi api(kUrl, {}, {}, connector, "PEM");
  EXPECT_EQ(connector.endpoints().at(0).ca_pem, "PEM");
}

TEST(HttpQueryApi, PassesOnWhyThereWasNoAnswer) {
  FakeHttpConnector connector;
  HttpQueryApi api(kUrl, {}, {}, connector);
  connector.server().fail_next(Error{ErrorKind::unreachable, "connection refused", ""});
  const QueryReply reply = api.get(kTarget, {});
  EXPECT_EQ(reply.failure->error.message, "connection refused");
  EXPECT_EQ(reply.failure->remedy, Remedy::try_again);
}

}  // namespace
}  // namespace oomscan::prometheus
