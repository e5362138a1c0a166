#include "kube/client/tool_error.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/shell_words.hpp"
#include "kube/door/server_status.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::HasSubstr;
using testing::Not;

const ErrorFrame kFrame{"oc", "https://api.example:6443", std::chrono::seconds{45}};

struct Expected {
  const char* name;
  ErrorKind kind;
  bool permanent;
  const char* part;
};

class RecordedToolError : public testing::TestWithParam<Expected> {};

TEST_P(RecordedToolError, IsUnderstoodInOldAndNewVersions) {
  for (const auto& answer : recorded_cases("tool_answers.json", GetParam().name)) {
    const auto failure =
        failure_from_tool(answer.at("err").get<std::string>(), answer.at("out").get<std::string>(), kFrame);
    EXPECT_EQ(to_id(failure.error.kind), to_id(GetParam().kind)) << answer;
    EXPECT_EQ(failure.permanent, GetParam().permanent) << answer;
    EXPECT_THAT(failure.error.message, HasSubstr(GetParam().part));
    EXPECT_THAT(failure.error.message, Not(HasSubstr("\n")));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, RecordedToolError,
    testing::Values(Expected{"401", ErrorKind::unauthorized, false, "not logged in (401)"},
                    Expected{"403", ErrorKind::forbidden, false, "'tenant' may not list pods in 'a'"},
                    Expected{"404", ErrorKind::not_found, false, "pods \"x\" not found"},
                    Expected{"410", ErrorKind::expired, false, "too old"},
                    Expected{"410b", ErrorKind::expired, false, "too old resource version"},
                    Expected{"429", ErrorKind::throttled, false, "throttling"},
                    Expected{"500", ErrorKind::server_error, false, "leader changed"},
                    Expected{"503", ErrorKind::server_error, false, "unable to handle"},
                    Expected{"504", ErrorKind::timed_out, false, "could not be completed"},
                    Expected{"400", ErrorKind::bad_answer, false, "waiting to start"},
                    Expected{"plain404", ErrorKind::not_found, false, "could not find the requested resource"},
                    Expected{"html503", ErrorKind::server_error, false, "unable to handle"},
                    Expected{"plain500", ErrorKind::server_error, false, "boom"},
                    Expected{"close", ErrorKind::unreachable, false, "connection broke"},
                    Expected{"cut", ErrorKind::unreachable, false, "connection broke"},
                    Expected{"slow", ErrorKind::timed_out, false, "no answer in time"},
                    Expected{"refused", ErrorKind::unreachable, false, "127.0.0.1:6443"},
                    Expected{"nohost", ErrorKind::unreachable, true, "api.nowhere.invalid"},
                    Expected{"tls", ErrorKind::unreachable, true, "is not trusted"},
                    Expected{"hang", ErrorKind::timed_out, false, "no answer in time"},
                    Expected{"hanghttp", ErrorKind::timed_out, false, "no answer in time"},
                    Expected{"httpashttps", ErrorKind::unreachable, false, "connection broke"},
                    Expected{"cafile", ErrorKind::config, false, "certificate-authority"},
                    Expected{"execfail", ErrorKind::unauthorized, false, "no credentials"},
                    Expected{"execmissing", ErrorKind::unauthorized, false, "no-such-plugin not found"},
                    Expected{"badcert", ErrorKind::config, false, "unable to read client-cert"},
                    Expected{"nope", ErrorKind::config, false, "context \"nope\" does not exist"},
                    Expected{"nocredentials", ErrorKind::unauthorized, false, "asked for a user name"},
                    Expected{"badyaml", ErrorKind::config, false, "kubeconfig cannot be used"},
                    Expected{"nofile", ErrorKind::config, false, "no such file"},
                    Expected{"describe-refused", ErrorKind::unreachable, false, "connection refused"}),
    [](const auto& instance) {
      std::string name = instance.param.name;
      for (char& c : name) c = c == '-' ? '_' : c;
      return name;
    });

TEST(ToolError, HintsAtLoggingInToTheServer) {
  EXPECT_EQ(failure_from_tool("error: You must be logged in to the server (Unauthorized)\n", "", kFrame).error.hint,
            "oc login https://api.example:6443");
}

TEST(ToolError, HintsHoldOneWordOfWhateverTheKubeconfigCallsTheServer) {
  for (const std::string& name : fakes::hostile_shell_words()) {
    for (const std::string& server : {name, "https://host/" + name}) {
      const ErrorFrame frame{name, server, std::chrono::seconds{1}};
      for (const char* said : {"error: You must be logged in to the server (Unauthorized)\n",
                               "Unable to connect to the server: getting credentials: exec: exit 1\n"}) {
        std::string hint = failure_from_tool(said, "", frame).error.hint;
        if (hint.starts_with("log in again: ")) hint = hint.substr(hint.find(": ") + 2);
        const auto words = fakes::shell_words(hint);
        ASSERT_TRUE(words) << hint;
        EXPECT_LE(words->size(), 3U) << hint;
      }
    }
  }
  const ErrorFrame hostile{"oc", "http://host/$(touch${IFS}pwned)", std::chrono::seconds{1}};
  EXPECT_EQ(not_logged_in(hostile).hint, "oc login 'http://host/$(touch${IFS}pwned)'");
}

TEST(ToolError, SaysInOneLineThatTheToolCrashed) {
  const auto failure = failure_from_tool(
      "runtime: failed to create new OS thread (have 2 already; errno=11)\nfatal error: newosproc\n\n"
      "goroutine 0 [idle]:\n\truntime/asm_amd64.s:1700 +0x1 fp=0xc0000847e8\n",
      "", kFrame);
  EXPECT_EQ(failure.error.kind, ErrorKind::io);
  EXPECT_THAT(failure.error.message, HasSubstr("crashed: fatal error: newosproc"));
}

TEST(ToolError, TakesAPlugInThatIsDescribedWronglyForAnErrorOfTheKubeconfig) {
  const auto failure = failure_from_tool(
      "error: interactiveMode must be specified for sre to use exec authentication plugin\n", "", kFrame);
  EXPECT_EQ(failure.error.kind, ErrorKind::config);
  EXPECT_THAT(failure.error.message, HasSubstr("interactiveMode"));
}

TEST(ToolError, TakesGarbageOnTheWireForABrokenConnection) {
  const auto failure = failure_from_tool(
      "Unable to connect to the server: net/http: HTTP/1.x transport connection broken: malformed HTTP status code "
      "\"garbage\"\n",
      "", kFrame);
  EXPECT_EQ(failure.error.kind, ErrorKind::unreachable);
  EXPECT_FALSE(failure.permanent);
}

TEST(ToolError, TakesAnonymousForNotLoggedIn) {
  const auto failure = failure_from_tool(
      "Error from server (Forbidden): pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in "
      "API "
      "group \"\" at the cluster scope\n",
      "", kFrame);
  EXPECT_EQ(failure.error.kind, ErrorKind::unauthorized);
  EXPECT_EQ(failure.error.hint, "oc login https://api.example:6443");
}

TEST(ToolError, KeepsTheKubeconfigsContentToItself) {
  const auto failure =
      failure_from_tool("error: error loading config file \"k\": cannot unmarshal `hush` into v1.Config\n", "", kFrame);
  EXPECT_THAT(failure.error.message, Not(HasSubstr("hush")));
}

TEST(ToolError, MakesHostileWordsHarmless) {
  const auto failure = failure_from_tool("Error from server (Forbidden): \x1b[2Jx\r\n", "", kFrame);
  EXPECT_THAT(failure.error.message, HasSubstr("\\x1b[2Jx"));
}

TEST(ToolError, KnowsAnExpiredListByItsWords) {
  EXPECT_EQ(failure_from_tool("Error from server: too old resource version: 1 (2)", "", kFrame).error.kind,
            ErrorKind::expired);
}

TEST(ToolError, NamesWhatItDoesNotUnderstand) {
  EXPECT_THAT(failure_from_tool("Warning: x\nsomething new\n", "", kFrame).error.message, HasSubstr("something new"));
  EXPECT_EQ(failure_from_tool("", "", kFrame).error.kind, ErrorKind::bad_answer);
}

TEST(ToolError, TellsHowAChildEnded) {
  ProcessOutcome outcome;
  EXPECT_EQ(abnormal_end(outcome, "oc", std::chrono::seconds{1}), std::nullopt);
  outcome.end = ProcessEnd::signalled;
  outcome.code = 9;
  EXPECT_EQ(abnormal_end(outcome, "oc", std::chrono::seconds{1})->message, "'oc' was killed by signal 9");
  outcome.end = ProcessEnd::too_much_output;
  EXPECT_EQ(abnormal_end(outcome, "oc", std::chrono::seconds{1})->kind, ErrorKind::bad_answer);
}

}  // namespace
}  // namespace oomscan::kube
