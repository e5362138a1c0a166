#include "kube/log_answer.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

const LogRequest kRequest{"shop", "web", "app"};
const std::string kOwn = "/var/log/pods/shop_web_aa63e51a-aef9-4041-89f4-a4b41c206744/app/6.log";
const std::string kGone = ": no such file or directory";

std::vector<std::string> sentences_alone() {
  return {
      "unable to retrieve container logs for containerd://5b1d0f3c6a4e",
      "unable to retrieve container logs for cri-o://"
      "0d4bd87d6d2e3c4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b",
      "unable to retrieve container logs for docker://5b1d0f3c6a4e\n",
      "container status is nil",
      "failed to get parse function: unsupported log format: \"\\x00\\x00\"",
      "failed to try resolving symlinks in path \"" + kOwn + "\": lstat " + kOwn + kGone,
      "failed to open log file \"" + kOwn + "\": open " + kOwn + kGone,
      "failed to open log file \"" + kOwn + "\": open " + kOwn + ": permission denied",
      "failed to tail 10000 lines of log file \"" + kOwn + "\": read " + kOwn + ": input/output error",
      "failed to seek 4711 in log file \"" + kOwn + "\": seek " + kOwn + ": invalid argument",
      "failed to read log file \"" + kOwn + "\": read " + kOwn + ": stale file handle",
      // Another place for logs, a static pod, a disk that they were moved to, dockershim, Windows.
      "failed to open log file \"/data/kubelet/logs/shop_web_0123456789abcdef0123456789abcdef/app/0.log\": open x" +
          kGone,
      "failed to open log file \"/mnt/pods/shop_web_aa63e51a-aef9-4041-89f4-a4b41c206744/app/0.log\": open x" + kGone,
      "failed to open log file \"/var/lib/docker/containers/5b1d0f3c6a4e/5b1d0f3c6a4e-json.log\": open x" + kGone,
      "failed to try resolving symlinks in path "
      "\"C:\\\\var\\\\log\\\\pods\\\\shop_web_aa63e51a-aef9-4041-89f4-a4b41c206744\\\\app\\\\6.log\": CreateFile: The "
      "system cannot find the file specified.",
  };
}

TEST(LogBody, IsNoLogIfItIsASentenceOfTheKubelet) {
  for (const std::string& sentence : sentences_alone()) {
    const LogBody body = read_log_body(sentence, kRequest);
    EXPECT_FALSE(body.is_log) << sentence;
    EXPECT_FALSE(body.why.empty()) << sentence;
    EXPECT_EQ(body.text, "") << sentence;
  }
}

TEST(LogBody, IsTheLogIfItOnlySpeaksOfLogs) {
  const std::string other_pod = "/var/log/pods/shop_api_aa63e51a-aef9-4041-89f4-a4b41c206744/app/6.log";
  const std::string other_container = "/var/log/pods/shop_web_aa63e51a-aef9-4041-89f4-a4b41c206744/envoy/6.log";
  for (const std::string& log : std::vector<std::string>{
           "",
           "\n",
           "fine\n",
           "failed to open log file \"/var/lib/app/audit.log\": permission denied\n",
           "out of cheese\nfailed to open log file \"/data/x\": no space left\n",
           "failed to open log file \"" + other_pod + "\": open x" + kGone,
           "failed to open log file \"" + other_container + "\": open x" + kGone,
           "failed to open log file " + kOwn + ": open x" + kGone,
           "unable to retrieve container logs for containerd://5b1d0f3c6a4e\nand went on\n",
           "unable to retrieve container logs for everybody",
           "log: unable to retrieve container logs for containerd://5b1d0f3c6a4e",
           "container status is nil\ngoodbye\n",
           "a line\ncontainer status is nil",
           // Ended as a log's own line is: a shipper of logs that speaks of itself.
           "began\nfailed to open log file \"" + kOwn + "\": open x" + kGone + "\n",
       }) {
    const LogBody body = read_log_body(log, kRequest);
    EXPECT_TRUE(body.is_log) << log;
    EXPECT_EQ(body.text, log);
  }
}

TEST(LogBody, KeepsTheTrueLinesBeforeASentence) {
  const LogBody body = read_log_body(
      "one\ntwo\nfailed to read log file \"" + kOwn + "\": read " + kOwn + ": input/output error", kRequest);
  EXPECT_TRUE(body.is_log);
  EXPECT_EQ(body.text, "one\ntwo\n[the node could not read on: failed to read log file \"" + kOwn + "\": read " + kOwn +
                           ": input/output error]\n");
}

TEST(LogRefusal, MeansThatThereIsNoSuchLog) {
  for (const char* message :
       {"container \"app\" in pod \"web\" is terminated", "container \"app\" in pod \"web\" is not available",
        "previous terminated container \"app\" in pod \"web\" not found",
        "container \"app\" in pod \"web\" is waiting to start: ContainerCreating",
        "container \"app\" in pod \"web\" is waiting to start - no logs yet", "container x is not valid for pod web",
        "pod \"web\" cannot be found - no logs available", "mirror pod \"web\" does not have a corresponding pod"}) {
    EXPECT_TRUE(says_no_such_log(message)) << message;
  }
  for (const char* message : {"Unable to decode query.", "the server is terminated", ""}) {
    EXPECT_FALSE(says_no_such_log(message)) << message;
  }
}

}  // namespace
}  // namespace oomscan::kube
