// A password in a kubeconfig's addresses, names and in what the tool says: in no place that the program writes to.
#include <regex>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "e2e/support/workbench.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kSecret = "hunter2X9";

class RedactionGate : public ::testing::Test {
 protected:
  // Says the password wherever a tool can say something.
  std::string tool() {
    const std::string url = "http://app:" + kSecret + "@proxy:3128";
    nlohmann::json config{{"kind", "Config"}, {"apiVersion", "v1"}};
    for (const std::string name : {"one", "two"}) {
      config["contexts"].push_back({{"name", name + " " + url}, {"context", {{"cluster", name}, {"user", url}}}});
      config["clusters"].push_back({{"name", name}, {"cluster", {{"server", url + "/" + name}}}});
      if (proxied_) config["clusters"].back()["cluster"]["proxy-url"] = url;
      config["users"].push_back({{"name", url}, {"user", nlohmann::json::object()}});
    }
    write_file(directory_.path() / "config.json", config.dump());
    const std::string path = (directory_.path() / "oc").string();
    write_file(path,
               "#!/bin/sh\ncase \"$*\" in *'config view'*) cat '" + (directory_.path() / "config.json").string() +
                   "';; *'version --client'*) echo '{\"clientVersion\":{\"gitVersion\":\"v1.34.2\"}}';; *) echo "
                   "'Unable to connect to the server: proxyconnect tcp: dial " +
                   url + ": connect: connection refused' >&2; exit 1;; esac\n",
               true);
    return path;
  }

  void expect_silence_of(const Words& command, const std::string& said = "[redacted: password]") {
    Words words = command;
    words.insert(words.end(), {"--oc", tool()});
    const ProgramRun run = workbench_.run(words);
    const std::string printed = run.outcome.out + run.outcome.err;
    EXPECT_THAT(printed, Not(HasSubstr(kSecret))) << ::testing::PrintToString(command);
    // Tables break lines between words.
    EXPECT_THAT(std::regex_replace(printed, std::regex("\\s+"), " "), HasSubstr(said))
        << ::testing::PrintToString(command);
    EXPECT_THAT(run.report.dump(), Not(HasSubstr(kSecret)));
    EXPECT_THAT(run.csv, Not(HasSubstr(kSecret)));
  }

  bool proxied_ = true;
  ScratchDirectory directory_;
  Workbench workbench_;
};

TEST_F(RedactionGate, StandsBeforeEveryWayOut) {
  for (const std::string transport : {"exec", "proxy"}) {
    proxied_ = transport == "proxy";  // exec is refused through a proxy
    expect_silence_of({"--transport", transport, "--retries", "1", "--timeout", "5", "-v"});
    expect_silence_of({"doctor", "--transport", transport, "--timeout", "5"});
  }
  expect_silence_of({"--list-contexts"});
  expect_silence_of({"--list-namespaces", "--transport", "proxy", "--retries", "1"});
  expect_silence_of({"--prometheus-url", "https://app:" + kSecret + "@host", "--current"}, "error: ");
  expect_silence_of({"--contexts", "password=" + kSecret});
  expect_silence_of({"--output-dir", "/nowhere/password=" + kSecret});
  expect_silence_of({"--unknown-option=https://app:" + kSecret + "@host"}, "error: ");
}

}  // namespace
}  // namespace oomscan::e2e
