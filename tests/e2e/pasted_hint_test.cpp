// A kubeconfig from elsewhere, and a person who pastes what is printed: each line, as it stands there, is given to a
// real shell.
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "e2e/support/workbench.hpp"
#include "fakes/shell_words.hpp"
#include "process/process_runner.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class PastedHint : public ::testing::Test {
 protected:
  // A tool that prints this kubeconfig and is logged in nowhere.
  std::string tool_for(const std::vector<std::string>& servers) {
    nlohmann::json config{{"kind", "Config"}, {"apiVersion", "v1"}};
    for (std::size_t i = 0; i < servers.size(); ++i) {
      const std::string name = "c" + std::to_string(i);
      config["contexts"].push_back({{"name", name}, {"context", {{"cluster", name}, {"user", name}}}});
      config["clusters"].push_back({{"name", name}, {"cluster", {{"server", servers[i]}}}});
      config["users"].push_back({{"name", name}, {"user", nlohmann::json::object()}});
    }
    write_file(directory_.path() / "config.json", config.dump());
    const std::string path = (directory_.path() / "oc").string();
    write_file(path,
               "#!/bin/sh\ncase \"$*\" in *'config view'*) cat '" + (directory_.path() / "config.json").string() +
                   "';; *) echo 'error: You must be logged in to the server (Unauthorized)' >&2; exit 1;; esac\n",
               true);
    return path;
  }

  // Pastes every part of every line that a reader may take for a command.
  void paste(const std::string& printed) {
    const std::filesystem::path room = directory_.path() / "room";
    std::filesystem::create_directories(room / "bin");
    for (const char* name : {"oc", "kubectl", "oom-scan"}) write_file(room / "bin" / name, "#!/bin/sh\n", true);
    std::istringstream lines(printed);
    std::string script = "cd '" + room.string() + "'; PATH='" + (room / "bin").string() + "':$PATH\n";
    int count = 0;
    for (std::string line; std::getline(lines, line);) {
      for (const char* start : {"hint: ", "> ", "oc ", "kubectl ", "oom-scan "}) {
        const std::size_t at = line.find(start);
        if (at == std::string::npos) continue;
        const bool prompt = std::string_view(start).ends_with(": ") || start[0] == '>';
        const std::string name = "line" + std::to_string(count++);
        write_file(room / name, line.substr(prompt ? at + std::string_view(start).size() : at) + "\n");
        script += "sh ./" + name + " </dev/null >/dev/null 2>&1\n";
      }
    }
    ASSERT_GT(count, 0) << printed;
    write_file(directory_.path() / "paste.sh", script);
    const auto runner = process::make_process_runner(nullptr);
    const auto outcome = runner->run({{"/bin/sh", (directory_.path() / "paste.sh").string()}, {}}, {}, {});
    ASSERT_TRUE(outcome.ok());
    EXPECT_FALSE(std::filesystem::exists(room / "pwned")) << printed;
  }

  ScratchDirectory directory_;
  Workbench workbench_;
};

TEST_F(PastedHint, ToLogInRunsNothingThatTheKubeconfigHolds) {
  std::vector<std::string> servers;
  for (const std::string& word : fakes::hostile_shell_words()) {
    if (word.find('\0') != std::string::npos || word.find('\xff') != std::string::npos || word.size() > 1000) continue;
    servers.push_back("https://host:6443/" + word);
    servers.push_back("http://" + word);
    servers.push_back(word);
  }
  const std::string tool = tool_for(servers);
  const ProgramRun scan = workbench_.run({"--oc", tool, "--transport", "exec", "--retries", "1", "--skip-prometheus"});
  EXPECT_THAT(scan.outcome.out, HasSubstr("oc login"));
  paste(scan.outcome.out);
  paste(scan.outcome.out + scan.outcome.err);
  const ProgramRun doctor = workbench_.run({"doctor", "--oc", tool, "--transport", "exec", "--skip-prometheus"});
  EXPECT_THAT(doctor.outcome.out, HasSubstr("oc login"));
  paste(doctor.outcome.out);
}

}  // namespace
}  // namespace oomscan::e2e
