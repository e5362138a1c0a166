#include "kube/door/proxy_write_api.hpp"

#include <regex>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_http_client.hpp"
#include "fakes/fake_log.hpp"
#include "fakes/fake_process_runner.hpp"

namespace oomscan::kube {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kListening = "Starting to serve on /nonexistent/0.sock";
const std::vector<AllowedWrite> kAllowed{{WriteVerb::create, "/api/v1/namespaces/*/events"},
                                         {WriteVerb::patch, "/apis/apps/v1/namespaces/*/deployments/*"},
                                         {WriteVerb::patch, "/api/v1/namespaces/*/events/*"}};

class WriteDoor : public testing::Test {
 protected:
  std::unique_ptr<ProxyWriteApi> open() {
    return *ProxyWriteApi::open({{"/bin/oc", "oc", ""},
                                 "ctx",
                                 {"oc", "https://api:6443", std::chrono::seconds{45}},
                                 [this] { return "/nonexistent/" + std::to_string(sockets_++) + ".sock"; },
                                 runner_,
                                 connector_,
                                 clock_,
                                 log_},
                                kAllowed);
  }
  // What the tool's filter would say: kubectl's proxy_server.go, FilterServer.accept.
  static bool lets_through(const std::vector<std::string>& argv, const std::string& method, const std::string& path) {
    const auto matches = [&](const std::string& option, const std::string& text) {
      for (const std::string& word : argv) {
        if (word.rfind(option, 0) != 0) continue;
        std::string rest = word.substr(option.size());
        while (true) {
          const std::size_t comma = rest.find(',');
          if (std::regex_search(text, std::regex(rest.substr(0, comma)))) return true;
          if (comma == std::string::npos) return false;
          rest.erase(0, comma + 1);
        }
      }
      return false;
    };
    return !matches("--reject-paths=", path) && !matches("--reject-methods=", method) &&
           matches("--accept-paths=", path);
  }

  fakes::FakeProcessRunner runner_;
  fakes::FakeHttpConnector connector_;
  fakes::FakeClock clock_;
  fakes::FakeLog log_;
  int sockets_ = 0;
};

TEST_F(WriteDoor, SendsWhatIsAllowedThroughAChildThatLetsThatThroughAndNothingElse) {
  const auto api = open();
  EXPECT_THAT(runner_.calls(), IsEmpty()) << "nothing is started before it is needed";
  const auto child = runner_.will_start({kListening});
  connector_.server().will_answer(fakes::json_response("{}", 201));
  const auto answer =
      api->send({WriteVerb::create, "/api/v1/namespaces/a/events", "application/json", "{\"a\":1}"}, {});
  ASSERT_TRUE(answer.response);
  const auto call = connector_.server().calls().front();
  ASSERT_TRUE(call.request.content);
  EXPECT_EQ(call.request.content->method, "POST");
  EXPECT_EQ(call.request.content->body, "{\"a\":1}");
  const auto argv = runner_.calls().front().command.argv;
  EXPECT_TRUE(lets_through(argv, "POST", "/api/v1/namespaces/a/events"));
  for (const char* method : {"GET", "PUT", "PATCH", "DELETE", "P", "PO", "POS", "POSTX", "post"}) {
    EXPECT_FALSE(lets_through(argv, method, "/api/v1/namespaces/a/events")) << method;
  }
  for (const char* path :
       {"/api/v1/namespaces/a/pods", "/api/v1/namespaces/a/b/events", "/api/v1/namespaces/a/events/x",
        "/x/api/v1/namespaces/a/events", "/apis/apps/v1/namespaces/a/deployments/web"}) {
    EXPECT_FALSE(lets_through(argv, "POST", path)) << path;
  }
}

TEST_F(WriteDoor, HasAChildForEachVerbSoThatNoneCanDoWhatOnlyTheOtherMay) {
  const auto api = open();
  for (int i = 0; i < 2; ++i) (void)runner_.will_start({kListening});
  for (int i = 0; i < 3; ++i) connector_.server().will_answer(fakes::json_response("{}"));
  (void)api->send({WriteVerb::create, "/api/v1/namespaces/a/events", "application/json", "{}"}, {});
  (void)api->send({WriteVerb::patch, "/api/v1/namespaces/a/events/x", "application/json", "{}"}, {});
  (void)api->send({WriteVerb::patch, "/apis/apps/v1/namespaces/a/deployments/w", "application/json", "{}"}, {});
  ASSERT_THAT(runner_.calls(), SizeIs(2));
  EXPECT_TRUE(lets_through(runner_.calls()[1].command.argv, "PATCH", "/api/v1/namespaces/a/events/x"));
  EXPECT_FALSE(lets_through(runner_.calls()[1].command.argv, "POST", "/api/v1/namespaces/a/events"));
  EXPECT_FALSE(lets_through(runner_.calls()[0].command.argv, "PATCH", "/api/v1/namespaces/a/events/x"));
}

TEST_F(WriteDoor, RefusesWhatIsNotAllowedWithoutStartingAnything) {
  const auto api = open();
  for (const WriteRequest& request :
       {WriteRequest{WriteVerb::remove, "/api/v1/namespaces/a/events", "", ""},
        WriteRequest{WriteVerb::create, "/api/v1/namespaces/a/pods", "", ""},
        WriteRequest{WriteVerb::patch, "/apis/apps/v1/namespaces/a/deployments/web/scale", "", ""}}) {
    const auto answer = api->send(request, {});
    ASSERT_TRUE(answer.failure);
    EXPECT_EQ(answer.failure->error.kind, ErrorKind::usage);
    EXPECT_TRUE(answer.failure->permanent);
  }
  EXPECT_THAT(runner_.calls(), IsEmpty());
}

TEST_F(WriteDoor, SaysWhatTheServerSaid) {
  const auto api = open();
  (void)runner_.will_start({kListening});
  connector_.server().will_answer(fakes::json_response(
      R"({"kind":"Status","status":"Failure","reason":"Forbidden","message":"no","code":403})", 403));
  const auto answer = api->send({WriteVerb::create, "/api/v1/namespaces/a/events", "application/json", "{}"}, {});
  ASSERT_TRUE(answer.failure);
  EXPECT_EQ(answer.failure->error.kind, ErrorKind::forbidden);
}

TEST_F(WriteDoor, DoesNotOpenForAPatternThatIsNone) {
  EXPECT_EQ(ProxyWriteApi::open({{"/bin/oc", "oc", ""}, "ctx", {}, {}, runner_, connector_, clock_, log_},
                                {{WriteVerb::create, "/api/.*"}})
                .error()
                .kind,
            ErrorKind::usage);
}

}  // namespace
}  // namespace oomscan::kube
