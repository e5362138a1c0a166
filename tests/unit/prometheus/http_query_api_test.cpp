#include "prometheus/http_query_api.hpp"

#include <atomic>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_http_client.hpp"

namespace oomscan::prometheus {
namespace {

using fakes::FakeHttpConnector;
using fakes::json_response;
using std::chrono::milliseconds;

const ServerUrl kUrl{"https://prometheus.example", "/base", true};

TokenSource always(std::string token, bool each_time = false) {
  return {[token = std::move(token)](std::stop_token) -> Result<std::string> { return token; }, each_time};
}

TEST(HttpQueryApi, PutsTheBasePathBeforeTheTargetAndTheTokenIntoTheEndpoint) {
  FakeHttpConnector connector;
  connector.server().will_answer(json_response("{}"));
  HttpQueryApi api(kUrl, always("geheim"), milliseconds{1'500}, connector);
  EXPECT_EQ(api.get("/api/v1/query?query=1", {}).body, "{}");
  const auto calls = connector.server().calls();
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].endpoint.base_url, "https://prometheus.example");
  EXPECT_EQ(calls[0].endpoint.bearer_token, "geheim");
  EXPECT_EQ(calls[0].request.target, "/base/api/v1/query?query=1");
  EXPECT_EQ(calls[0].request.timeout, milliseconds{1'500});
  EXPECT_EQ(api.prefix_bytes(), 5U);
}

TEST(HttpQueryApi, KeepsOneClientAndOneTokenForManyRequests) {
  FakeHttpConnector connector;
  std::atomic<int> reads{0};
  HttpQueryApi api(kUrl, {[&](std::stop_token) -> Result<std::string> { return ++reads, std::string("t"); }, false}, {},
                   connector);
  for (int i = 0; i < 3; ++i) (void)api.get("/x", {});
  EXPECT_EQ(reads, 1);
  EXPECT_EQ(connector.endpoints().size(), 1U);
}

TEST(HttpQueryApi, UsesARotatedTokenFromTheNextRequestOn) {
  FakeHttpConnector connector;
  std::string token = "old";
  HttpQueryApi api(kUrl, {[&](std::stop_token) -> Result<std::string> { return token; }, true}, {}, connector);
  (void)api.get("/x", {});
  token = "new";
  (void)api.get("/x", {});
  (void)api.get("/x", {});
  ASSERT_EQ(connector.endpoints().size(), 2U);
  EXPECT_EQ(connector.endpoints()[1].bearer_token, "new");
}

TEST(HttpQueryApi, AsksForAnotherTokenOnceWhenItsOwnIsRefused) {
  FakeHttpConnector connector;
  int reads = 0;
  HttpQueryApi api(kUrl, {[&](std::stop_token) -> Result<std::string> { return "t" + std::to_string(++reads); }, false},
                   {}, connector);
  connector.server().will_answer(json_response("", 401));
  connector.server().will_answer(json_response("{}"));
  EXPECT_TRUE(api.get("/x", {}).body.has_value());
  EXPECT_EQ(reads, 2);
  connector.server().will_answer(json_response("", 401));
  connector.server().will_answer(json_response("", 401));
  const QueryReply refused = api.get("/x", {});
  ASSERT_TRUE(refused.failure.has_value());
  EXPECT_EQ(refused.failure->error.kind, ErrorKind::unauthorized);
  EXPECT_EQ(reads, 3);
}

TEST(HttpQueryApi, GivesUpAtOnceWhenThereIsNoOtherToken) {
  FakeHttpConnector connector;
  HttpQueryApi api(kUrl, always("same"), {}, connector);
  connector.server().will_answer(json_response("", 401));
  EXPECT_EQ(api.get("/x", {}).failure->error.kind, ErrorKind::unauthorized);
  EXPECT_EQ(connector.server().calls().size(), 1U);
}

TEST(HttpQueryApi, SendsNothingWithoutTheTokenItShouldSend) {
  FakeHttpConnector connector;
  HttpQueryApi failing(
      kUrl, {[](std::stop_token) -> Result<std::string> { return Error{ErrorKind::config, "no file", ""}; }, true}, {},
      connector);
  EXPECT_EQ(failing.get("/x", {}).failure->error.kind, ErrorKind::config);
  HttpQueryApi injected(kUrl, always("a\r\nX: 1"), {}, connector);
  EXPECT_EQ(injected.get("/x", {}).failure->error.kind, ErrorKind::unauthorized);
  EXPECT_TRUE(connector.server().calls().empty());
}

TEST(HttpQueryApi, PassesOnWhyThereWasNoAnswer) {
  FakeHttpConnector connector;
  HttpQueryApi api(kUrl, {}, {}, connector);
  connector.server().fail_next(Error{ErrorKind::unreachable, "connection refused", ""});
  const QueryReply reply = api.get("/x", {});
  EXPECT_EQ(reply.failure->error.message, "connection refused");
  EXPECT_EQ(reply.failure->remedy, Remedy::try_again);
}

}  // namespace
}  // namespace oomscan::prometheus
