// Bodies that are taken as they come.
#include <chrono>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "http/http_connector.hpp"
#include "unit/http/raw_http_server.hpp"

namespace oomscan::http {
namespace {

using namespace std::chrono_literals;

class Taker : public BodyReceiver {
 public:
  bool receive(std::string_view bytes) override {
    taken.append(bytes);
    return taken.size() <= enough;
  }
  std::string taken;
  std::size_t enough = std::size_t{100} << 20;
};

class StreamedBody : public testing::Test {
 protected:
  Result<HttpResponse> got(const RawHttpServer& server, std::chrono::milliseconds timeout = 45s) {
    HttpEndpoint endpoint;
    endpoint.base_url = server.url();
    HttpRequest request;
    request.target = "/";
    request.timeout = timeout;
    request.receiver = &taker_;
    request.body_bytes_max = 10;
    return make_http_connector()->connect(endpoint)->get(request, {});
  }
  Taker taker_;
};

std::string head_of(const std::string& status, std::size_t length) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}

TEST_F(StreamedBody, OfAnySizeGoesToItsReceiver) {
  const std::string body(3 << 20, 'x');
  const RawHttpServer server([&](const std::string&, Connection& connection) {
    connection.send(head_of("200 OK", body.size()) + body);
    connection.close();
  });
  const auto response = got(server);
  ASSERT_TRUE(response.ok()) << response.error().message;
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "");
  EXPECT_EQ(taker_.taken, body);
}

TEST_F(StreamedBody, OfAnErrorIsKeptAsAlways) {
  const RawHttpServer server([](const std::string&, Connection& connection) {
    connection.send(head_of("403 Forbidden", 4) + "oops");
    connection.close();
  });
  const auto response = got(server);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->status, 403);
  EXPECT_EQ(response->body, "oops");
  EXPECT_EQ(taker_.taken, "");
}

TEST_F(StreamedBody, EndsWhereItsReceiverWantsNoMore) {
  taker_.enough = 3;
  const RawHttpServer server([](const std::string&, Connection& connection) {
    connection.send(head_of("200 OK", 1000) + "nonsense");
    connection.hang();
  });
  const auto response = got(server);
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().kind, ErrorKind::bad_answer);
}

TEST_F(StreamedBody, ThatBreaksOffIsAnError) {
  const RawHttpServer server([](const std::string&, Connection& connection) {
    connection.send(head_of("200 OK", 1000) + "half");
    connection.close();
  });
  const auto response = got(server);
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().kind, ErrorKind::unreachable);
  EXPECT_EQ(taker_.taken, "half");
}

TEST_F(StreamedBody, ThatStopsComingIsTimedOut) {
  const RawHttpServer server([](const std::string&, Connection& connection) {
    connection.send(head_of("200 OK", 1000) + "half");
    connection.hang();
  });
  const auto response = got(server, 200ms);
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().kind, ErrorKind::timed_out);
}

TEST_F(StreamedBody, MayTakeLongerThanTheTimeOfOneStride) {
  constexpr auto kTimeout = 3s;
  const std::string stride(kStreamStrideBytes, 'x');
  const RawHttpServer server([&](const std::string&, Connection& connection) {
    connection.send(head_of("200 OK", 3 * stride.size()));
    for (int i = 0; i < 3; ++i) {
      connection.send(stride);
      std::this_thread::sleep_for(kTimeout / 2);  // three of them are longer than the time of one
    }
    connection.close();
  });
  const auto response = got(server, kTimeout);
  ASSERT_TRUE(response.ok()) << response.error().message;
  EXPECT_EQ(taker_.taken.size(), 3 * stride.size());
}

class QuietBody : public StreamedBody {
 protected:
  // Sends nothing for as long as several request times, between its head and its body.
  static void begin_late(Connection& connection) {
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::this_thread::sleep_for(600ms);  // the server's pause is what is tested
    connection.send("3\r\none\r\n");
  }
  Result<HttpResponse> got_quietly(const RawHttpServer& server, std::chrono::milliseconds silence_max) {
    HttpEndpoint endpoint;
    endpoint.base_url = server.url();
    HttpRequest request;
    request.target = "/";
    request.timeout = 200ms;
    request.silence_max = silence_max;
    request.receiver = &taker_;
    return make_http_connector()->connect(endpoint)->get(request, {});
  }
};

TEST_F(QuietBody, MayBeSilentForLongerThanARequestMayTake) {
  const RawHttpServer server([](const std::string&, Connection& connection) {
    begin_late(connection);
    connection.send("0\r\n\r\n");
  });
  const auto response = got_quietly(server, 60s);
  ASSERT_TRUE(response.ok()) << response.error().message;
  EXPECT_EQ(taker_.taken, "one");
}

TEST_F(QuietBody, IsTimedOutAfterTheSilenceThatItMayHave) {
  const RawHttpServer server([](const std::string&, Connection& connection) {
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
    connection.hang();
  });
  const auto response = got_quietly(server, 300ms);
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().kind, ErrorKind::timed_out);
  EXPECT_EQ(taker_.taken, "one");
}

TEST_F(QuietBody, MustBeginWithinTheTimeOfARequest) {
  const RawHttpServer server([](const std::string&, Connection& connection) { connection.hang(); });
  EXPECT_EQ(got_quietly(server, 60s).error().kind, ErrorKind::timed_out);
}

}  // namespace
}  // namespace oomscan::http
