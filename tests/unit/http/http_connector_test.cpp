#include "http/http_connector.hpp"

#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "unit/http/one_answer.hpp"
#include "unit/http/raw_http_server.hpp"

namespace oomscan::http {
namespace {

using std::chrono::milliseconds;

TEST(HttpConnector, GivesStatusTypeAndBody) {
  const auto response = got(ok("{}"));
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->content_type, "application/json");
  EXPECT_EQ(response->body, "{}");
  EXPECT_EQ(response->retry_after, std::nullopt);
}

TEST(HttpConnector, TakesAnyStatusForAResponse) {
  const auto response = got("HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\nContent-Length: 4\r\n\r\nslow");
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->status, 429);
  EXPECT_EQ(response->retry_after, std::chrono::seconds(7));
  EXPECT_EQ(response->body, "slow");
  EXPECT_EQ(response->content_type, "");
}

TEST(HttpConnector, FollowsNoRedirect) {
  const auto response = got("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->status, 302);
}

TEST(HttpConnector, SendsTheRequestAsGivenAndSaysWhoItIs) {
  RawHttpServer server([](const std::string&, Connection& connection) { connection.send(ok("")); });
  HttpEndpoint endpoint;
  endpoint.base_url = server.url();
  HttpRequest request = request_for("/api/v1/pods/../x?limit=500&fieldSelector=a%3Db");
  request.bearer_token = "secret";
  request.headers = {{"Accept", "application/vnd.kubernetes.protobuf"}};
  ASSERT_TRUE(make_http_connector()->connect(endpoint)->get(request, {}).ok());
  const std::string sent = server.requests().at(0);
  EXPECT_TRUE(sent.starts_with("GET /api/v1/pods/../x?limit=500&fieldSelector=a%3Db HTTP/1.1\r\n")) << sent;
  EXPECT_NE(sent.find("\r\nAuthorization: Bearer secret\r\n"), std::string::npos);
  EXPECT_NE(sent.find("\r\nAccept: application/vnd.kubernetes.protobuf\r\n"), std::string::npos);
  EXPECT_NE(sent.find("\r\nUser-Agent: oom-scan/"), std::string::npos);
}

TEST(HttpConnector, PostsAFormAndIsBackToGetAfterIt) {
  RawHttpServer server([](const std::string&, Connection& connection) { connection.send(ok("")); });
  HttpEndpoint endpoint;
  endpoint.base_url = server.url();
  const auto client = make_http_connector()->connect(endpoint);
  HttpRequest request = request_for("/api/v1/query");
  request.form = "";
  ASSERT_TRUE(client->get(request, {}).ok());
  ASSERT_TRUE(client->get(request_for("/again"), {}).ok());
  EXPECT_TRUE(server.requests().at(0).starts_with("POST /api/v1/query HTTP/1.1\r\n"));
  EXPECT_NE(server.requests().at(0).find("\r\nContent-Type: application/x-www-form-urlencoded\r\n"), std::string::npos);
  EXPECT_TRUE(server.requests().at(1).starts_with("GET /again HTTP/1.1\r\n"));
  EXPECT_EQ(server.requests().at(1).find("Authorization"), std::string::npos);
}

TEST(HttpConnector, TrustsNoAuthorityBesideTheOneThatIsNamed) {
  HttpEndpoint endpoint;
  endpoint.base_url = "https://127.0.0.1:1";
  endpoint.ca_pem = "not a certificate";
  const auto response = make_http_connector()->connect(endpoint)->get(request_for("/"), {});
  ASSERT_FALSE(response.ok());
}

TEST(HttpConnector, RefusesAHeaderThatWouldBecomeTwo) {
  HttpEndpoint endpoint;
  endpoint.base_url = "http://127.0.0.1:1";
  HttpRequest request = request_for("/");
  request.bearer_token = "secret\r\nX: y";
  const auto response = make_http_connector()->connect(endpoint)->get(request, {});
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().kind, ErrorKind::usage);
  EXPECT_EQ(response.error().message.find("secret"), std::string::npos);
}

TEST(HttpConnector, SpeaksOverAUnixSocketWithoutAnyProxy) {
  std::string directory = "/tmp/oom-scan-test-XXXXXX";
  ASSERT_NE(::mkdtemp(directory.data()), nullptr);
  const std::string path = directory + "/socket";
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  {
    RawHttpServer server([](const std::string&, Connection& connection) { connection.send(ok("local")); }, path);
    ASSERT_TRUE(server.is_ready());
    HttpEndpoint endpoint;
    endpoint.base_url = "http://localhost";
    endpoint.unix_socket_path = path;
    const auto response = make_http_connector()->connect(endpoint)->get(request_for("/version"), {});
    ASSERT_TRUE(response.ok()) << response.error().message;
    EXPECT_EQ(response->body, "local");
  }
  ::unsetenv("http_proxy");
  std::filesystem::remove_all(directory);
}

TEST(HttpConnector, SaysThatThereIsNoSuchSocket) {
  HttpEndpoint endpoint;
  endpoint.base_url = "http://localhost";
  endpoint.unix_socket_path = "/tmp/oom-scan-test-no-such-socket";
  const auto response = make_http_connector()->connect(endpoint)->get(request_for("/"), {});
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().kind, ErrorKind::unreachable);
  EXPECT_EQ(response.error().message,
            "cannot connect to '/tmp/oom-scan-test-no-such-socket': no such file or directory");
}

TEST(HttpConnector, SaysThatTheConnectionWasRefused) {
  std::string url;
  {
    url = RawHttpServer([](const std::string&, Connection&) {}).url();
  }
  HttpEndpoint endpoint;
  endpoint.base_url = url;
  const auto response = make_http_connector()->connect(endpoint)->get(request_for("/"), {});
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().kind, ErrorKind::unreachable);
  EXPECT_EQ(response.error().message, "connection to '" + url.substr(7) + "' refused");
}

TEST(HttpConnector, TakesABodyCutShortForABrokenConnection) {
  for (const std::string answer : {
           "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf",
           "",
       }) {
    const auto response = got(answer);
    ASSERT_FALSE(response.ok()) << answer;
    EXPECT_EQ(response.error().kind, ErrorKind::unreachable) << answer;
    EXPECT_NE(response.error().message.find("broke before the answer was whole"), std::string::npos)
        << response.error().message;
  }
}

TEST(HttpConnector, TakesAnswersThatAreNotHttpForBad) {
  const auto response = got("220 mail.example ESMTP\r\n");
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().kind, ErrorKind::bad_answer);
}

TEST(HttpConnector, PutsChunksTogether) {
  const auto response = got("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n");
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->body, "abcdefg");
}

TEST(HttpConnector, RefusesABodyOverTheLimitWhetherAnnouncedOrNot) {
  HttpRequest request = request_for("/");
  request.body_bytes_max = 3;
  EXPECT_TRUE(got(ok("abc"), request).ok());
  for (const std::string& answer :
       {ok("abcd"), std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n")}) {
    const auto response = got(answer, request);
    ASSERT_FALSE(response.ok());
    EXPECT_EQ(response.error().kind, ErrorKind::bad_answer);
  }
}

TEST(HttpConnector, KeepsTheEndOfALongBodyIfAskedTo) {
  HttpRequest request = request_for("/");
  request.body_bytes_max = 4;
  request.body_overflow = Overflow::keep_tail;
  const auto response = got(ok(std::string(1'000'000, 'x') + "tail"), request);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->body, "tail");
  EXPECT_EQ(response->body_bytes_dropped, 1'000'000U);
}

// Bytes keep coming, but the whole takes too long.
TEST(HttpConnector, CountsTheTimeOfTheWholeRequest) {
  RawHttpServer server([](const std::string&, Connection& connection) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    for (int count = 0; count < 3; ++count) connection.send("x");
    connection.hang();
    connection.close();
  });
  HttpRequest request = request_for("/");
  request.timeout = milliseconds(50);
  const auto response = client_of(server)->get(request, {});
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().kind, ErrorKind::timed_out);
  EXPECT_FALSE(response.error().hint.empty());
}

// Hangs for a minute if it does not.
TEST(HttpConnector, StopsWhileItWaitsForAnAnswer) {
  std::stop_source source;
  RawHttpServer server([&](const std::string&, Connection& connection) {
    source.request_stop();
    connection.hang();
    connection.close();
  });
  HttpRequest request = request_for("/");
  request.timeout = std::chrono::minutes(1);
  const auto client = client_of(server);
  const auto response = client->get(request, source.get_token());
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().kind, ErrorKind::cancelled);
  EXPECT_EQ(client->get(request, source.get_token()).error().kind, ErrorKind::cancelled);
}

TEST(HttpConnector, UsesAConnectionAgain) {
  RawHttpServer server([](const std::string&, Connection& connection) { connection.send(ok("again")); });
  const auto client = client_of(server);
  for (int count = 0; count < 20; ++count) EXPECT_EQ(client->get(request_for("/"), {})->body, "again");
  EXPECT_EQ(server.accepts(), 1);
}

TEST(HttpConnector, MakesANewConnectionWhenTheServerHasClosedTheIdleOne) {
  RawHttpServer server([](const std::string&, Connection& connection) {
    connection.send(ok("once"));
    connection.close();
  });
  const auto client = client_of(server);
  for (int count = 0; count < 5; ++count) EXPECT_TRUE(client->get(request_for("/"), {}).ok());
  EXPECT_EQ(server.accepts(), 5);
}

TEST(HttpConnector, WorksAgainAfterAnAnswerThatWasRefused) {
  RawHttpServer server(
      [](const std::string&, Connection& connection) { connection.send(ok(std::string(100'000, 'x'))); });
  const auto client = client_of(server);
  HttpRequest small = request_for("/");
  small.body_bytes_max = 10;
  EXPECT_FALSE(client->get(small, {}).ok());
  EXPECT_EQ(client->get(request_for("/"), {})->body.size(), 100'000U);
}

// All are answered only when all have come, so they must be under way at once.
TEST(HttpConnector, HasOneConnectionForEachRequestUnderWay) {
  constexpr int kAtOnce = 4;
  std::barrier all_here(kAtOnce);
  RawHttpServer server([&](const std::string& request, Connection& connection) {
    all_here.arrive_and_wait();
    connection.send(ok(request.substr(4, request.find(" HTTP") - 4)));
  });
  const auto client = client_of(server);
  for (int round = 0; round < 5; ++round) {
    std::vector<std::jthread> threads;
    for (int number = 0; number < kAtOnce; ++number) {
      threads.emplace_back([&, number] {
        const std::string target = "/" + std::to_string(number);
        EXPECT_EQ(client->get(request_for(target), {})->body, target);
      });
    }
  }
  EXPECT_EQ(server.accepts(), kAtOnce);
}

}  // namespace
}  // namespace oomscan::http
