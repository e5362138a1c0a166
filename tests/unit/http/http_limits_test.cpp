// Answers whose heads have no end, and requests with content.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/http/one_answer.hpp"

namespace oomscan::http {
namespace {

TEST(HttpConnector, SendsContentByItsMethodAndAsksAsAlwaysAfterwards) {
  const RawHttpServer server([](const std::string& request, Connection& connection) {
    if (request != "\r\n\r\n") connection.send(ok("a"));  // the body, which this server takes for a request
  });
  HttpEndpoint endpoint;
  endpoint.base_url = server.url();
  const auto client = make_http_connector()->connect(endpoint);
  HttpRequest request = request_for("/x");
  request.headers = {{"Content-Type", "application/json"}};
  request.content = HttpRequest::Content{"DELETE", "\r\n\r\n"};
  EXPECT_TRUE(client->get(request, {}).ok());
  EXPECT_TRUE(client->get(request_for("/y"), {}).ok());
  const auto requests = server.requests();
  ASSERT_GE(requests.size(), 2U);
  EXPECT_EQ(requests.front().rfind("DELETE /x HTTP/1.1\r\n", 0), 0U);
  EXPECT_THAT(requests.front(), ::testing::HasSubstr("Content-Length: 4\r\n"));
  EXPECT_EQ(requests.back().rfind("GET /y HTTP/1.1\r\n", 0), 0U);
}

TEST(HttpConnector, RefusesHeadersAndTrailersWithoutEnd) {
  std::string many;
  for (int i = 0; i < 9'000; ++i) many += "X-Filler-" + std::to_string(i) + ": " + std::string(20, 'x') + "\r\n";
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
  for (const std::string& answer :
       {"HTTP/1.1 200 OK\r\n" + many + "Content-Length: 0\r\n\r\n", chunked + "\r\n1\r\na\r\n0\r\n" + many + "\r\n"}) {
    const auto response = got(answer);
    ASSERT_FALSE(response.ok());
    EXPECT_EQ(response.error().kind, ErrorKind::bad_answer);
    EXPECT_THAT(response.error().message, ::testing::HasSubstr("more than 262144 bytes of headers"));
  }
}

TEST(HttpConnector, RefusesInterimAnswersWithoutEnd) {
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "HTTP/1.1 103 Early Hints\r\n\r\n";
  EXPECT_EQ(got(many + ok("a")).error().kind, ErrorKind::bad_answer);
}

}  // namespace
}  // namespace oomscan::http
