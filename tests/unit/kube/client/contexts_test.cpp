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
    EXPECT_EQ(find("ok"), (Context{"ok", "http://api.example:6443", "tok", "", true}));
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

TEST(Contexts, SaysHowToGetOneWhereThereIsNone) {
  for (const char* text : {R"({"contexts":null})", R"({})", R"({"contexts":[]})"}) {
    const auto contexts = parse_contexts(text);
    EXPECT_EQ(contexts.error().kind, ErrorKind::config);
    EXPECT_THAT(contexts.error().hint, HasSubstr("oc login"));
  }
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
