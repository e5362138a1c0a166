#include "kube/tool_fleet.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_http_client.hpp"
#include "fakes/fake_log.hpp"
#include "fakes/fake_process_runner.hpp"
#include "kube/door/circuit.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;

class OpenFleet : public testing::Test {
 protected:
  std::unique_ptr<Fleet> fleet(Transport transport = Transport::automatic) {
    FleetConfig config;
    config.oc_path = "/bin/sh";  // any program that is there; nothing is run
    config.transport = transport;
    config.requests_per_second = requests_per_second_;
    config.runtime_directory = [this] { return directory_; };
    return make_fleet(std::move(config), runner_, connector_, clock_, log_);
  }
  static Cluster cluster() {
    Cluster made;
    made.name = "c";
    made.context = {"ctx", "https://api:6443", "u", "", true};
    return made;
  }
  void proxy_ends(const std::string& err) {
    const auto child = runner_.will_start();
    child->add_error_output(err);
    child->end(1);
  }
  std::size_t requests_per_second_ = 0;
  Result<std::string> directory_ = std::string("/nonexistent");
  fakes::FakeProcessRunner runner_;
  fakes::FakeHttpConnector connector_;
  fakes::FakeClock clock_;
  fakes::FakeLog log_;
};

TEST_F(OpenFleet, UsesTheProxyFirst) {
  runner_.will_start({"Starting to serve on /nonexistent/0.sock"});
  auto session = fleet()->open(cluster(), {});
  ASSERT_TRUE(session.ok());
  EXPECT_EQ(session->note, "");
  connector_.server().answer("/api/v1/namespaces?limit=500", fakes::json_response(recorded("namespaces.json")));
  EXPECT_THAT(*session->reader->namespaces({}), Contains("team-c"));
}

class ServerOfAVersion : public OpenFleet {
 protected:
  // What its pods are asked for by.
  std::string pods_path(const std::string& version) {
    runner_.will_start({"Starting to serve on /nonexistent/0.sock"});
    connector_.server().answer("/version", fakes::json_response(version));
    auto session = fleet()->open(cluster(), {});
    EXPECT_TRUE(session.ok());
    CollectingSink<PodObservation> pods;
    static_cast<void>(session->reader->read_pods("", pods, {}));
    for (const auto& call : connector_.server().calls()) {
      if (call.request.target.starts_with("/api/v1/pods")) return call.request.target;
    }
    return "not asked for";
  }
};

TEST_F(ServerOfAVersion, ThatStreamsListsIsAskedForThemWhole) {
  EXPECT_EQ(pods_path(R"({"major":"1","minor":"33"})"), "/api/v1/pods");
}

TEST_F(ServerOfAVersion, ThatBuildsThemInMemoryIsAskedForPages) {
  EXPECT_EQ(pods_path(R"({"major":"1","minor":"32+"})"), "/api/v1/pods?limit=500");
}

TEST_F(ServerOfAVersion, ThatItDoesNotTellIsAskedForPages) { EXPECT_EQ(pods_path("{}"), "/api/v1/pods?limit=500"); }

TEST_F(OpenFleet, FallsBackToOneChildPerRequestAndSaysSo) {
  proxy_ends("error: unknown flag: --unix-socket\n");
  auto session = fleet()->open(cluster(), {});
  ASSERT_TRUE(session.ok());
  EXPECT_THAT(session->note, HasSubstr("unknown flag"));
  EXPECT_THAT(session->note, HasSubstr("get --raw"));
  runner_.on_run = [](const CommandLine&, const ProcessLimits&, const std::stop_token&) {
    ProcessOutcome outcome;
    outcome.out = recorded("namespaces.json");
    return Result<ProcessOutcome>{std::move(outcome)};
  };
  EXPECT_TRUE(session->reader->namespaces({}).ok());

  directory_ = Error{ErrorKind::not_found, "no runtime directory", ""};
  session = fleet()->open(cluster(), {});
  ASSERT_TRUE(session.ok());
  EXPECT_THAT(session->note, HasSubstr("no runtime directory"));
}

TEST_F(OpenFleet, DoesNotHideAReasonThatTheFallbackShares) {
  proxy_ends("error: context \"ctx\" does not exist\n");
  EXPECT_EQ(fleet()->open(cluster(), {}).error().kind, ErrorKind::config);
}

TEST_F(OpenFleet, ObeysAForcedTransport) {
  proxy_ends("error: unknown flag: --unix-socket\n");
  EXPECT_EQ(fleet(Transport::proxy)->open(cluster(), {}).error().kind, ErrorKind::io);
  const std::size_t before = runner_.calls().size();
  EXPECT_TRUE(fleet(Transport::exec)->open(cluster(), {}).ok());
  ASSERT_EQ(runner_.calls().size(), before + 1);
  EXPECT_THAT(runner_.calls().back().command.argv, IsSupersetOf({"get", "--raw", "/version"}));
}

TEST_F(OpenFleet, StartsNoChildThatCannotBeKeptFromFollowingRedirects) {
  auto proxied = cluster();
  proxied.context.has_proxy = true;
  const auto forced = fleet(Transport::exec)->open(proxied, {});
  EXPECT_EQ(forced.error().kind, ErrorKind::config);
  EXPECT_EQ(forced.error().hint, "use --transport proxy");
  EXPECT_TRUE(runner_.calls().empty());
  proxy_ends("error: unknown flag: --unix-socket\n");
  const auto fallen_back = fleet()->open(proxied, {});
  EXPECT_THAT(fallen_back.error().message, AllOf(HasSubstr("unknown flag"), HasSubstr("proxy-url")));
  for (const auto& call : runner_.calls()) EXPECT_THAT(call.command.argv, testing::Not(Contains("--raw")));
}

TEST_F(OpenFleet, RefusesAContextThatNamesNoServer) {
  auto broken = cluster();
  broken.context.server.clear();
  const auto session = fleet()->open(broken, {});
  EXPECT_EQ(session.error().kind, ErrorKind::config);
  EXPECT_TRUE(runner_.calls().empty());
}

TEST_F(OpenFleet, TriesAgainThroughTheWholeDoor) {
  runner_.will_start({"Starting to serve on /nonexistent/0.sock"});
  auto session = fleet()->open(cluster(), {});
  connector_.server().will_answer(fakes::json_response(R"({"kind":"Status","reason":"InternalError"})", 500));
  connector_.server().answer("/api/v1/namespaces?limit=500", fakes::json_response(recorded("namespaces.json")));
  EXPECT_TRUE(session->reader->namespaces({}).ok());
  EXPECT_EQ(clock_.sleeps().size(), 1U);
}

TEST_F(OpenFleet, OpensNoDoorThatNobodyAnswersBehind) {
  const auto child = runner_.will_start({"Starting to serve on /nonexistent/0.sock"});
  connector_.server().on_get = [this](const HttpRequest& request, const std::stop_token& stop) -> Result<HttpResponse> {
    EXPECT_EQ(request.target, "/version");
    if (!clock_.sleep(std::chrono::seconds{30}, stop)) return Error{ErrorKind::cancelled, "stopped", ""};
    HttpResponse response;
    response.status = 500;
    response.content_type = "text/plain";
    response.body = "dial tcp 10.0.0.1:6443: i/o timeout";
    return response;
  };
  const auto begun = clock_.steady_now();
  const auto session = fleet()->open(cluster(), {});
  EXPECT_EQ(session.error().kind, ErrorKind::timed_out);
  EXPECT_THAT(session.error().message, HasSubstr("connecting: no answer in time: dial tcp"));
  EXPECT_EQ(clock_.steady_now() - begun, std::chrono::seconds{45}) << "one request's time, whatever --retries says";
  EXPECT_TRUE(child->stopped());
}

TEST_F(OpenFleet, MakesGapsOfAllThatIsLeftSoonAfterATokenExpired) {
  runner_.will_start({"Starting to serve on /nonexistent/0.sock"});
  auto session = fleet()->open(cluster(), {});
  ASSERT_TRUE(session.ok());
  const std::size_t before = connector_.server().calls().size();
  connector_.server().on_get = [](const HttpRequest&, const std::stop_token&) -> Result<HttpResponse> {
    return fakes::json_response(R"({"kind":"Status","reason":"Unauthorized","code":401})", 401);
  };
  class : public ListSink<PodObservation> {
    void accept(PodObservation&&) override {}
    void restart() override {}
  } nowhere;
  for (int i = 0; i < 2000; ++i) {
    const ListOutcome outcome = session->reader->read_pods("team-" + std::to_string(i), nowhere, {});
    ASSERT_TRUE(outcome.error.has_value());
    EXPECT_EQ(outcome.error->kind, ErrorKind::unauthorized);
    EXPECT_THAT(outcome.error->hint, HasSubstr("oc login"));
  }
  EXPECT_EQ(connector_.server().calls().size() - before, static_cast<std::size_t>(kFailuresInARowMax));
  EXPECT_TRUE(clock_.sleeps().empty());
  // Descriptions are no way around it, and start no child.
  const std::size_t children = runner_.calls().size();
  EXPECT_EQ(session->reader->describe_pod("a", "p", {}).error().kind, ErrorKind::unauthorized);
  EXPECT_EQ(runner_.calls().size(), children);
}

TEST_F(OpenFleet, AsksNotMoreOftenThanAllowed) {
  requests_per_second_ = 1;
  runner_.will_start({"Starting to serve on /nonexistent/0.sock"});
  connector_.server().answer("/api/v1/namespaces?limit=500", fakes::json_response(recorded("namespaces.json")));
  auto session = fleet()->open(cluster(), {});
  ASSERT_TRUE(session.ok());
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(session->reader->namespaces({}).ok());
  EXPECT_THAT(clock_.sleeps(), testing::SizeIs(3)) << "the first request was to see whether anybody is there";
}

TEST_F(OpenFleet, SaysThatTheToolIsMissing) {
  FleetConfig config;
  config.search_path = "/nonexistent";
  const auto made = make_fleet(std::move(config), runner_, connector_, clock_, log_);
  EXPECT_EQ(made->contexts({}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(made->open(cluster(), {}).error().kind, ErrorKind::not_found);
}

TEST_F(OpenFleet, ReadsContexts) {
  runner_.will_exit(0, recorded("config_view_1.20.json"));
  EXPECT_EQ(fleet()->contexts({})->size(), 13U);
}

}  // namespace
}  // namespace oomscan::kube
