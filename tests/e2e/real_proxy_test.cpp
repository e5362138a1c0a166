// What the doors promise, with a real `oc proxy` between them and a server: a stream that is quiet, and writes.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/support/workbench.hpp"
#include "fakes/fake_log.hpp"
#include "http/http_connector.hpp"
#include "kube/door/proxy_kube_api.hpp"
#include "kube/door/proxy_write_api.hpp"
#include "process/process_runner.hpp"
#include "schedule/system_clock.hpp"
#include "unit/http/raw_http_server.hpp"

namespace oomscan::kube {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class Lines final : public LineReceiver {
 public:
  bool receive_line(std::string_view line) override {
    taken.emplace_back(line);
    return taken.size() < enough;
  }
  std::vector<std::string> taken;
  std::size_t enough = 1'000;
};

class RealProxy : public testing::Test {
 protected:
  RealProxy() {
    std::string pattern = testing::TempDir() + "oom-scan-door-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~RealProxy() override { std::filesystem::remove_all(folder_); }

  ProxySession session(const std::string& url) {
    std::ofstream{folder_ + "/kubeconfig"}
        << R"({"apiVersion":"v1","kind":"Config","current-context":"c","clusters":[{"name":"s","cluster":{"server":")"
        << url
        << R"("}}],"users":[{"name":"u","user":{}}],"contexts":[{"name":"c","context":{"cluster":"s","user":"u"}}]})";
    const std::string tool = e2e::real_tool();
    return {{tool, std::filesystem::path(tool).filename(), folder_ + "/kubeconfig"},
            "c",
            {"kubectl", url, 500ms},
            [this] { return folder_ + "/" + std::to_string(sockets_++) + ".sock"; },
            *runner_,
            *connector_,
            clock_,
            log_};
  }

  std::string folder_;
  int sockets_ = 0;
  std::unique_ptr<ProcessRunner> runner_ = process::make_process_runner(nullptr);
  std::unique_ptr<HttpConnector> connector_ = http::make_http_connector();
  schedule::SystemClock clock_;
  fakes::FakeLog log_;
};

std::string chunk(const std::string& text) {
  return std::string(text.size() < 16 ? "" : "1") + "0123456789abcdef"[text.size() % 16] + "\r\n" + text + "\r\n";
}

// Without what the tool asks for itself: one that is a dispatcher looks for the server's version first.
std::vector<std::string> asked_of(const http::RawHttpServer& server) {
  std::vector<std::string> requests = server.requests();
  std::erase_if(requests, [](const std::string& request) { return request.rfind("GET /version", 0) == 0; });
  return requests;
}

void begin_stream(const http::Connection& connection) {
  connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
}

TEST_F(RealProxy, CarriesAStreamThatIsQuietForLongerThanARequestMayTake) {
  const http::RawHttpServer server([](const std::string&, http::Connection& connection) {
    begin_stream(connection);
    connection.send(chunk("{\"a\":1}\n"));
    std::this_thread::sleep_for(1500ms);  // three times a request's time: the server's silence is what is tested
    connection.send(chunk("{\"b\":2}\n") + "0\r\n\r\n");
  });
  const auto api = ProxyKubeApi::open(session(server.url()), {});
  ASSERT_TRUE(api.ok()) << api.error().message;
  Lines lines;
  const auto failure = (*api)->stream({.path = "/api/v1/pods?watch=1"}, lines, {});
  EXPECT_FALSE(failure) << failure->error.message;
  EXPECT_THAT(lines.taken, ElementsAre("{\"a\":1}", "{\"b\":2}"));
}

TEST_F(RealProxy, GivesALineAtOnceAndEndsAStreamThatIsStopped) {
  const http::RawHttpServer server([](const std::string&, http::Connection& connection) {
    begin_stream(connection);
    connection.send(chunk("{\"a\":1}\n"));
    connection.hang();
  });
  const auto api = ProxyKubeApi::open(session(server.url()), {});
  ASSERT_TRUE(api.ok()) << api.error().message;
  std::stop_source stop;
  class Stopping final : public LineReceiver {
   public:
    explicit Stopping(std::stop_source& source) : source_(source) {}
    bool receive_line(std::string_view) override { return source_.request_stop(); }

   private:
    std::stop_source& source_;
  } stopping(stop);
  const auto failure = (*api)->stream({.path = "/api/v1/pods?watch=1"}, stopping, stop.get_token());
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->error.kind, ErrorKind::cancelled);
}

TEST_F(RealProxy, EndsAStreamThatIsSilentForTooLongOrHasALineThatIsTooLong) {
  const http::RawHttpServer server([](const std::string& request, http::Connection& connection) {
    begin_stream(connection);
    const bool long_line = request.find("long") != std::string::npos;
    connection.send(chunk(long_line ? "0123456789abcdef" : "{}\n"));
    connection.hang();
  });
  const auto api = ProxyKubeApi::open(session(server.url()), {});
  ASSERT_TRUE(api.ok()) << api.error().message;
  Lines lines;
  const auto silent = (*api)->stream({.path = "/api/v1/pods?watch=1", .silence_max = 300ms}, lines, {});
  ASSERT_TRUE(silent);
  EXPECT_EQ(silent->error.kind, ErrorKind::timed_out);
  EXPECT_THAT(lines.taken, ElementsAre("{}"));
  const auto too_long = (*api)->stream({.path = "/long", .line_bytes_max = 10}, lines, {});
  ASSERT_TRUE(too_long);
  EXPECT_EQ(too_long->error.kind, ErrorKind::bad_answer);
  EXPECT_THAT(too_long->error.message, HasSubstr("more than 10 bytes"));
}

TEST_F(RealProxy, LetsOneWriteThroughAndNoOther) {
  const http::RawHttpServer server([](const std::string&, http::Connection& connection) {
    connection.send("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    connection.close();
  });
  const auto api = ProxyWriteApi::open(session(server.url()), {{WriteVerb::create, "/api/v1/namespaces/*/events"}});
  ASSERT_TRUE(api.ok());
  const auto send = [&] {
    return (*api)->send({WriteVerb::create, "/api/v1/namespaces/a/events?dryRun=All", "application/json", ""}, {});
  };
  auto answer = send();
  // This server closes its connections at once, and may so break off what it has just said.
  for (int again = 0; again < 5 && !answer.response; ++again) answer = send();
  ASSERT_TRUE(answer.response) << answer.failure->error.message;
  EXPECT_EQ((*api)->send({WriteVerb::remove, "/api/v1/namespaces/a/events/x", "", ""}, {}).failure->error.kind,
            ErrorKind::usage);
  const std::size_t asked = asked_of(server).size();
  ASSERT_GE(asked, 1U);
  EXPECT_EQ(asked_of(server)[0].rfind("POST /api/v1/namespaces/a/events?dryRun=All HTTP/1.1\r\n", 0), 0U);

  // Past our own check, the child's filters say no, whoever asks them.
  HttpEndpoint endpoint;
  endpoint.base_url = "http://localhost";
  endpoint.unix_socket_path = folder_ + "/0.sock";
  const auto client = connector_->connect(endpoint);
  for (const auto& [method, path] :
       {std::pair("GET", "/api/v1/namespaces/a/events"), std::pair("DELETE", "/api/v1/namespaces/a/events"),
        std::pair("PATCH", "/api/v1/namespaces/a/events"), std::pair("POST", "/api/v1/namespaces/a/pods"),
        std::pair("POST", "/api/v1/namespaces/a/b/events"), std::pair("POST", "/api/v1/namespaces/a%2Fb/events"),
        std::pair("POST", "/api/v1/namespaces/a/pods/p/exec")}) {
    HttpRequest request;
    request.target = path;
    if (std::string(method) != "GET") request.content = HttpRequest::Content{method, "{}"};
    const auto refused = client->get(request, {});
    ASSERT_TRUE(refused.ok()) << method << path;
    EXPECT_EQ(refused->status, 403) << method << ' ' << path;
  }
  EXPECT_THAT(asked_of(server), SizeIs(asked));
}

}  // namespace
}  // namespace oomscan::kube
