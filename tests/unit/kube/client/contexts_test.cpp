#include "kube/client/contexts.hpp"

#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_process_runner.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

const Tool kTool{"/bin/oc", "oc", ""};

TEST(Contexts, ReadsWhatOldAndNewToolsPrint) {
  for (const char* version : {"1.20", "1.34"}) {
    const auto contexts = parse_contexts(recorded(std::string("config_view_") + version + ".json"));
    ASSERT_TRUE(contexts.ok()) << version;
    ASSERT_EQ(contexts->size(), 13U);
    const auto find = [&](const std::string& name) {
      for (const auto& context : *contexts) {
        if (context.name == name) return context;
      }
      return Context{};
    };
    EXPECT_EQ(find("ok").server, "http://api.example:6443");
    EXPECT_EQ(find("ok").user, "tok");
    EXPECT_TRUE(find("ok").current);
    EXPECT_EQ(find("ok").login, Login::token);
    EXPECT_EQ(find("refused").server, "https://api.down.example:6443");
    EXPECT_EQ(find("nocluster").server, "");  // refers to a cluster that is not there
    EXPECT_EQ(find("nouser").user, "gone");
  }
}

TEST(Contexts, ToleratesNullsAndMissingParts) {
  const auto contexts = parse_contexts(R"({"clusters":null,"users":null,"current-context":null,
      "contexts":[{"name":"a","context":null},{"name":"b"},null,{"name":7},{"context":{}},
                  {"name":"c","context":{"cluster":"x","user":null,"namespace":"team"}}]})");
  ASSERT_TRUE(contexts.ok());
  EXPECT_THAT(*contexts, ElementsAre(Context{"a", "", "", "", false}, Context{"b", "", "", "", false},
                                     Context{"c", "", "", "team", false}));
}

TEST(Contexts, ReadsHundredsOfThem) {
  nlohmann::json config{{"clusters", nlohmann::json::array()}, {"contexts", nlohmann::json::array()}};
  for (int i = 0; i < 200; ++i) {
    const std::string n = std::to_string(i);
    config["clusters"].push_back({{"name", "c" + n}, {"cluster", {{"server", "https://api-" + n + ":6443"}}}});
    config["contexts"].push_back({{"name", "ctx" + n}, {"context", {{"cluster", "c" + n}, {"user", "u"}}}});
  }
  const auto contexts = parse_contexts(config.dump());
  ASSERT_EQ(contexts->size(), 200U);
  EXPECT_EQ(contexts->back().server, "https://api-199:6443");
}

TEST(Contexts, DropsCredentialsFromTheServersAddress) {
  const auto contexts = parse_contexts(
      R"({"clusters":[{"name":"c","cluster":{"server":"https://me:hush@host:6443/p@th"}}],
          "contexts":[{"name":"a","context":{"cluster":"c"}}]})");
  EXPECT_EQ(contexts->front().server, "https://host:6443/p@th");
}

TEST(ParseContexts, KnowsAClusterThatIsReachedThroughAProxyOfItsOwn) {
  const auto contexts = parse_contexts(
      R"({"clusters":[{"name":"c","cluster":{"server":"https://a","proxy-url":"http://p:3128"}},
                      {"name":"d","cluster":{"server":"https://a"}}],
          "contexts":[{"name":"a","context":{"cluster":"c"}},{"name":"b","context":{"cluster":"d"}}]})");
  EXPECT_TRUE(contexts->front().has_proxy);
  EXPECT_FALSE(contexts->back().has_proxy);
}

// The route of a context whose cluster's entry is this, called `entry`.
std::string route_of(const std::string& cluster, const std::string& entry = "c") {
  const auto contexts = parse_contexts(R"({"clusters":[{"name":")" + entry + R"(","cluster":)" + cluster +
                                       R"(}],"contexts":[{"name":"a","context":{"cluster":")" + entry + R"("}}]})");
  return contexts->front().route;
}

TEST(Contexts, TellRoutesApartByAllThatDecidesWhereAConnectionEnds) {
  const std::string plain = route_of(R"({"server":"https://host:6443"})");
  EXPECT_NE(plain, "");
  for (const char* other : {R"({"server":"https://host:6444"})", R"({"server":"https://host:6443/k8s/clusters/c-1"})",
                            R"({"server":"https://host:6443","proxy-url":"http://bastion-a:3128"})",
                            R"({"server":"https://host:6443","proxy-url":"socks5://bastion-a:1080"})",
                            R"({"server":"https://host:6443","tls-server-name":"site-a"})",
                            R"({"server":"https://host:6443","certificate-authority":"/ca/a.crt"})",
                            R"({"server":"https://host:6443","insecure-skip-tls-verify":true})",
                            R"({"server":"https://host:6443","a-member-of-tools-to-come":"x"})"}) {
    EXPECT_NE(route_of(other), plain) << other;
  }
  EXPECT_NE(route_of(R"({"server":"https://h","proxy-url":"http://a:1"})"),
            route_of(R"({"server":"https://h","proxy-url":"http://b:1"})"));
}

TEST(Contexts, HaveOneRouteWhereOnlyTheSpellingDiffers) {
  const std::string plain = route_of(R"({"server":"https://host:6443"})");
  EXPECT_EQ(route_of(R"({"server":"https://HOST:6443/","disable-compression":true})", "other"), plain);
  EXPECT_NE(route_of(R"({"server":"https://host:6443/A"})"), route_of(R"({"server":"https://host:6443/a"})"));
  EXPECT_EQ(route_of(R"({"proxy-url":"http://a:1"})"), "") << "without a server it leads nowhere";
}

TEST(Contexts, HaveOneRouteThroughAHiddenCertificateOnlyInTheSameEntry) {
  const char* hidden = R"({"server":"https://host:6443","certificate-authority-data":"DATA+OMITTED"})";
  EXPECT_EQ(route_of(hidden, "a"), route_of(hidden, "a"));
  EXPECT_NE(route_of(hidden, "a"), route_of(hidden, "b"));
}

TEST(Contexts, KeepAProxysPasswordToThemselves) {
  EXPECT_THAT(route_of(R"({"server":"https://h","proxy-url":"http://me:hush@proxy:3128"})"), Not(HasSubstr("hush")));
}

TEST(Contexts, KnowHowTheirUsersLogIn) {
  const auto login = [](const std::string& user) {
    const auto contexts = parse_contexts(R"({"users":[{"name":"u","user":)" + user +
                                         R"(}],"contexts":[{"name":"a","context":{"user":"u"}}]})");
    return std::make_pair(contexts->front().login, contexts->front().login_program);
  };
  EXPECT_EQ(login(R"({"token":"REDACTED"})"), std::make_pair(Login::token, std::string{}));
  EXPECT_EQ(login(R"({"client-certificate-data":"DATA+OMITTED"})"), std::make_pair(Login::certificate, std::string{}));
  EXPECT_EQ(login(R"({"exec":{"command":"/opt/bin/aws","env":[{"name":"X","value":"hush"}]}})"),
            std::make_pair(Login::plug_in, std::string{"aws"}));
  EXPECT_EQ(login(R"({"auth-provider":{"name":"gcp","config":{"access-token":"hush"}}})"),
            std::make_pair(Login::auth_provider, std::string{"gcp"}));
  EXPECT_EQ(login("null"), std::make_pair(Login::unknown, std::string{}));
}

TEST(Contexts, MayBeNone) {
  for (const char* text : {R"({"contexts":null})", R"({})", R"({"contexts":[]})"}) {
    EXPECT_EQ(parse_contexts(text)->size(), 0U);
  }
}

TEST(Contexts, AreComplainedOfInTheToolsOwnWords) {
  fakes::FakeProcessRunner runner;
  runner.will_exit(1, "", "error: error loading config file \"/a/kc\": open /a/kc: permission denied\n");
  const auto refused = read_contexts({"/bin/oc", "oc", "/a/kc"}, runner, 1s, {});
  EXPECT_EQ(refused.error().kind, ErrorKind::config);
  EXPECT_THAT(refused.error().message, HasSubstr("open /a/kc: permission denied"));
  EXPECT_THAT(refused.error().hint, HasSubstr("readable"));
  runner.will_exit(1, "", "error: error loading config file \"/a/kc\": yaml: mapping values are not allowed here\n");
  const auto broken = read_contexts({"/bin/oc", "oc", "/a/kc"}, runner, 1s, {});
  EXPECT_THAT(broken.error().message, HasSubstr("mapping values are not allowed"));
  EXPECT_THAT(broken.error().hint, HasSubstr("oc --kubeconfig /a/kc config view"))
      << "without the file's name it shows another one, where all is well";
}

TEST(Contexts, TellAToolThatHasNoMemoryFromABadFile) {
  fakes::FakeProcessRunner runner;
  runner.will_exit(2, "", "fatal error: failed to reserve page summary memory\n\nruntime stack:\n");
  const auto contexts = read_contexts(kTool, runner, 1s, {});
  EXPECT_EQ(contexts.error().kind, ErrorKind::io);
  EXPECT_THAT(contexts.error().message, HasSubstr("failed to reserve page summary memory"));
}

TEST(Contexts, NeverRepeatsWhatTheToolPrinted) {
  fakes::FakeProcessRunner runner;
  runner.will_exit(0, "token: hush");
  auto contexts = read_contexts(kTool, runner, 1s, {});
  EXPECT_EQ(contexts.error().kind, ErrorKind::config);
  EXPECT_THAT(contexts.error().message + contexts.error().hint, Not(HasSubstr("hush")));
  runner.will_exit(1, "", "error: cannot unmarshal `hush` into v1.Config");
  contexts = read_contexts(kTool, runner, 1s, {});
  EXPECT_EQ(contexts.error().kind, ErrorKind::config);
  EXPECT_THAT(contexts.error().message + contexts.error().hint, Not(HasSubstr("hush")));
}

TEST(Contexts, AreAskedForWithoutRaw) {
  fakes::FakeProcessRunner runner;
  runner.will_exit(0, recorded("config_view_1.34.json"));
  EXPECT_TRUE(read_contexts(kTool, runner, 1s, {}).ok());
  EXPECT_THAT(runner.calls().front().command.argv, ElementsAre("/bin/oc", "config", "view", "-o", "json"));
}

TEST(Contexts, TellATimeoutFromAStop) {
  fakes::FakeProcessRunner runner;
  runner.will_end({.end = ProcessEnd::timed_out, .code = 15, .out = {}, .err = {}, .out_bytes_dropped = 0});
  EXPECT_EQ(read_contexts(kTool, runner, 1s, {}).error().kind, ErrorKind::timed_out);
  runner.will_end({.end = ProcessEnd::stopped, .code = 15, .out = {}, .err = {}, .out_bytes_dropped = 0});
  EXPECT_EQ(read_contexts(kTool, runner, 1s, {}).error().kind, ErrorKind::cancelled);
}

}  // namespace
}  // namespace oomscan::kube
