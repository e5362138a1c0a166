#include "kube/tool_fleet.hpp"

#include <string>

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

class OpenFleet : public testing::Test {
 protected:
  std::unique_ptr<Fleet> fleet(Transport transport = Transport::automatic) {
    FleetConfig config;
    config.oc_path = "/bin/sh";  // any program that is there; nothing is run
    config.transport = transport;
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

TEST_F(OpenFleet, FallsBackToOneChildPerRequestAndSaysSo) {
  proxy_ends("error: unknown flag: --unix-socket\n");
  auto session = fleet()->open(cluster(), {});
  ASSERT_TRUE(session.ok());
  EXPECT_THAT(session->note, HasSubstr("unknown flag"));
  EXPECT_THAT(session->note, HasSubstr("get --raw"));
  runner_.will_exit(0, recorded("namespaces.json"));
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
  EXPECT_EQ(runner_.calls().size(), before) << "nothing is started before it is needed";
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
