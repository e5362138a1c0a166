#include "kube/door/proxy_kube_api.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_http_client.hpp"
#include "fakes/fake_log.hpp"
#include "fakes/fake_process_runner.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kListening = "Starting to serve on /nonexistent/0.sock";

class ProxyApi : public testing::Test {
 protected:
  ProxySession session(std::string server = "https://api:6443") {
    return {{"/bin/oc", "oc", ""},
            "ctx",
            {"oc", std::move(server), std::chrono::seconds{45}},
            [this] { return "/nonexistent/" + std::to_string(sockets_++) + ".sock"; },
            runner_,
            connector_,
            clock_,
            log_};
  }
  std::unique_ptr<ProxyKubeApi> open() {
    child_ = runner_.will_start({kListening});
    return *ProxyKubeApi::open(session(), {});
  }
  static ApiRequest request(std::string path = "/api/v1/pods") {
    ApiRequest made;
    made.path = std::move(path);
    return made;
  }
  fakes::FakeProcessRunner runner_;
  fakes::FakeHttpConnector connector_;
  fakes::FakeClock clock_;
  fakes::FakeLog log_;
  std::shared_ptr<fakes::FakeChild> child_;
  int sockets_ = 0;
};

TEST_F(ProxyApi, AsksThroughASocketThatLetsOnlyReadingThrough) {
  auto api = open();
  connector_.server().will_answer(fakes::json_response("{}"));
  EXPECT_EQ(api->get(request(), {}).response->body, "{}");
  const auto argv = runner_.calls().front().command.argv;
  EXPECT_THAT(argv, Contains("--unix-socket=/nonexistent/0.sock"));
  EXPECT_THAT(argv, Contains(StartsWith("--reject-methods=^([^G]")));
  EXPECT_THAT(argv, Contains(HasSubstr("(exec|attach|portforward)")));
  EXPECT_THAT(argv, Not(Contains("--append-server-path")));
  const auto call = connector_.server().calls().front();
  EXPECT_EQ(call.endpoint.base_url, "http://localhost");
  EXPECT_EQ(call.endpoint.unix_socket_path, "/nonexistent/0.sock");
  EXPECT_EQ(call.request.timeout, std::chrono::seconds{45});
}

TEST_F(ProxyApi, StopsItsChildWhenItEnds) {
  auto api = open();
  EXPECT_FALSE(child_->stopped());
  api.reset();
  EXPECT_TRUE(child_->stopped());
}

TEST_F(ProxyApi, KeepsAServersPath) {
  runner_.will_start({kListening});
  EXPECT_TRUE(ProxyKubeApi::open(session("https://rancher.example/k8s/clusters/c-1"), {}).ok());
  EXPECT_THAT(runner_.calls().front().command.argv, Contains("--append-server-path"));
}

TEST_F(ProxyApi, SaysWhyTheChildEndedInsteadOfListening) {
  const auto child = runner_.will_start();
  child->add_error_output("error: listen unix /x: bind: no such file or directory\n");
  child->end(1);
  const auto api = ProxyKubeApi::open(session(), {});
  EXPECT_EQ(api.error().kind, ErrorKind::io);
  EXPECT_THAT(api.error().message, HasSubstr("bind: no such file"));
}

TEST_F(ProxyApi, KnowsAPasswordPrompt) {
  const auto child = runner_.will_start({"Please enter Username: "});
  child->add_error_output("error: EOF\n");
  child->end(1);
  EXPECT_EQ(ProxyKubeApi::open(session(), {}).error().kind, ErrorKind::unauthorized);
}

TEST_F(ProxyApi, DoesNotWaitForEverOrPastAStop) {
  auto child = runner_.will_start({"W1212 some warning"});
  EXPECT_EQ(ProxyKubeApi::open(session(), {}).error().kind, ErrorKind::timed_out);
  EXPECT_TRUE(child->stopped());
  std::stop_source source;
  source.request_stop();
  child = runner_.will_start();
  EXPECT_EQ(ProxyKubeApi::open(session(), source.get_token()).error().kind, ErrorKind::cancelled);
  EXPECT_TRUE(child->stopped());
}

TEST_F(ProxyApi, RefusesASocketPathThatTheSystemCannotTake) {
  auto made = session();
  made.next_socket_path = [] { return "/" + std::string(120, 'x'); };
  EXPECT_THAT(ProxyKubeApi::open(std::move(made), {}).error().message, HasSubstr("too long"));
}

TEST_F(ProxyApi, StartsADeadProxyAgainAndRepeatsTheRequest) {
  auto api = open();
  connector_.server().on_get = [&, dead = child_](const HttpRequest&, const std::stop_token&) -> Result<HttpResponse> {
    if (connector_.endpoints().size() > 1) return fakes::json_response("again");
    dead->end(9, ProcessEnd::signalled);
    return Error{ErrorKind::unreachable, "reset", ""};
  };
  const auto second = runner_.will_start({kListening});
  EXPECT_EQ(api->get(request(), {}).response->body, "again");
  EXPECT_EQ(connector_.endpoints().back().unix_socket_path, "/nonexistent/1.sock");
  EXPECT_FALSE(second->stopped());
}

TEST_F(ProxyApi, SharesOneRestartAmongRequestsThatBrokeTogether) {
  auto api = open();
  connector_.server().on_get = [&, dead = child_](const HttpRequest&, const std::stop_token&) -> Result<HttpResponse> {
    if (dead->ended()) return fakes::json_response("again");
    dead->end(9, ProcessEnd::signalled);
    return Error{ErrorKind::unreachable, "reset", ""};
  };
  runner_.will_start({kListening});
  std::atomic<int> answered{0};
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < 8; ++i) {
      workers.emplace_back([&] { answered += api->get(request(), {}).response.has_value() ? 1 : 0; });
    }
  }
  EXPECT_EQ(answered, 8);
  EXPECT_EQ(runner_.calls().size(), 2U);
}

TEST_F(ProxyApi, StartsADeadProxyOnlySoManyTimes) {
  auto api = open();
  auto last = child_;
  runner_.on_start = [&](const CommandLine&) {
    last = std::make_shared<fakes::FakeChild>(std::vector<std::string>{kListening});
    return Result<std::shared_ptr<fakes::FakeChild>>(last);
  };
  connector_.server().on_get = [&](const HttpRequest&, const std::stop_token&) -> Result<HttpResponse> {
    last->end(1);
    return Error{ErrorKind::unreachable, "reset", ""};
  };
  EXPECT_EQ(api->get(request(), {}).failure->error.kind, ErrorKind::unreachable);
  EXPECT_EQ(runner_.calls().size(), static_cast<std::size_t>(1 + kProxyRestartsMax));
  const auto after = api->get(request(), {});
  EXPECT_THAT(after.failure->error.message, HasSubstr("ended"));
  EXPECT_EQ(runner_.calls().size(), static_cast<std::size_t>(1 + kProxyRestartsMax));
}

TEST_F(ProxyApi, AnswersEveryRequestOfManyWorkersThoughProxiesDie) {
  std::mutex mutex;
  std::vector<std::shared_ptr<fakes::FakeChild>> children;
  runner_.on_start = [&](const CommandLine&) {
    const std::lock_guard lock(mutex);
    children.push_back(std::make_shared<fakes::FakeChild>(std::vector<std::string>{kListening}));
    return Result<std::shared_ptr<fakes::FakeChild>>(children.back());
  };
  auto api = *ProxyKubeApi::open(session(), {});
  int requests = 0;
  connector_.server().on_get = [&](const HttpRequest&, const std::stop_token&) -> Result<HttpResponse> {
    const std::lock_guard lock(mutex);
    ++requests;
    if (requests == 50 || requests == 200 || requests == 400) children.back()->end(9, ProcessEnd::signalled);
    if (children.back()->ended()) return Error{ErrorKind::unreachable, "reset", ""};
    return fakes::json_response("{}");
  };
  std::atomic<int> answered{0};
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < 16; ++i) {
      workers.emplace_back([&] {
        for (int j = 0; j < 50; ++j) answered += api->get(request(), {}).response.has_value() ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(answered, 800);
  EXPECT_EQ(children.size(), 1U + kProxyRestartsMax);
}

TEST_F(ProxyApi, LeavesALivingProxyAloneWhenTheConnectionBreaks) {
  auto api = open();
  connector_.server().fail_next({ErrorKind::unreachable, "the answer broke off", ""});
  const auto answer = api->get(request(), {});
  EXPECT_EQ(answer.failure->error.kind, ErrorKind::unreachable);
  EXPECT_EQ(runner_.calls().size(), 1U);
}

TEST_F(ProxyApi, SaysHowLongItWaited) {
  auto api = open();
  connector_.server().fail_next({ErrorKind::timed_out, "x", ""});
  const auto answer = api->get(request(), {});
  EXPECT_EQ(answer.failure->error.message, "no answer within 45 s");
  EXPECT_THAT(answer.failure->error.hint, HasSubstr("--timeout"));
}

struct Expected {
  const char* name;
  ErrorKind kind;
  bool permanent;
  const char* part;
};
class RecordedProxyAnswer : public ProxyApi, public testing::WithParamInterface<Expected> {};

TEST_P(RecordedProxyAnswer, IsUnderstoodInOldAndNewVersions) {
  auto api = open();
  for (const auto& recorded_answer : recorded_cases("proxy_answers.json", GetParam().name)) {
    HttpResponse response;
    response.status = recorded_answer.at("status").get<int>();
    response.content_type = recorded_answer.at("content_type").get<std::string>();
    response.body = recorded_answer.at("body").get<std::string>();
    connector_.server().will_answer(response);
    const auto answer = api->get(request(), {});
    ASSERT_TRUE(answer.failure.has_value());
    EXPECT_EQ(to_id(answer.failure->error.kind), to_id(GetParam().kind)) << recorded_answer;
    EXPECT_EQ(answer.failure->permanent, GetParam().permanent);
    EXPECT_THAT(answer.failure->error.message, HasSubstr(GetParam().part));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, RecordedProxyAnswer,
    testing::Values(Expected{"refused", ErrorKind::unreachable, false, "connection refused"},
                    Expected{"nohost", ErrorKind::unreachable, true, "cannot be resolved"},
                    Expected{"tls", ErrorKind::unreachable, true, "'https://api:6443' is not trusted"},
                    Expected{"hang", ErrorKind::timed_out, false, "TLS handshake timeout"},
                    Expected{"httpashttps", ErrorKind::unreachable, false, "connection broke"},
                    Expected{"execfail", ErrorKind::unauthorized, false, "getting credentials"},
                    Expected{"execmissing", ErrorKind::unauthorized, false, "no-such-plugin"},
                    Expected{"ok post", ErrorKind::bad_answer, false, "on this machine did not let"},
                    Expected{"ok /401", ErrorKind::unauthorized, false, "not logged in (401)"},
                    Expected{"ok /403", ErrorKind::forbidden, false, "'tenant' may not list pods in 'a'"},
                    Expected{"ok /410", ErrorKind::expired, false, "too old"},
                    Expected{"ok /429", ErrorKind::throttled, false, "throttling"},
                    Expected{"ok /close", ErrorKind::unreachable, false, "connection broke"},
                    Expected{"ok /html503", ErrorKind::server_error, false, "(503): an HTML page"},
                    Expected{"ok /plain404", ErrorKind::not_found, false, "404 page not found"},
                    Expected{"ok /plain500", ErrorKind::server_error, false, "(500): boom"}),
    [](const auto& instance) {
      std::string name;
      for (const char* c = instance.param.name; *c != '\0'; ++c) {
        if (*c != ' ' && *c != '/') name += *c;
      }
      return name;
    });

TEST_F(ProxyApi, TakesRetryAfterFromTheHeader) {
  auto api = open();
  auto response =
      fakes::json_response(R"({"kind":"Status","reason":"TooManyRequests","details":{"retryAfterSeconds":3}})", 429);
  connector_.server().will_answer(response);
  EXPECT_EQ(api->get(request(), {}).failure->retry_after, std::chrono::seconds{3});
  response.retry_after = std::chrono::seconds{9};
  connector_.server().will_answer(response);
  EXPECT_EQ(api->get(request(), {}).failure->retry_after, std::chrono::seconds{9});
}

}  // namespace
}  // namespace oomscan::kube
