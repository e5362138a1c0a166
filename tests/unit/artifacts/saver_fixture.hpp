// A saver of artifacts of fake pods into a fake file store.
#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifacts/artifact_saver.hpp"
#include "artifacts/pod_artifact_saver.hpp"
#include "fakes/fake_cluster_reader.hpp"
#include "fakes/fake_file_store.hpp"
#include "fakes/fake_redactor.hpp"

namespace oomscan::artifacts {

// As many threads as asked for, so that the thread sanitizer has something to see.
class ThreadedScheduler : public Scheduler {
 public:
  void for_each(std::size_t count, std::size_t workers, const std::function<void(std::size_t)>& task,
                std::stop_token stop) override {
    workers_asked = workers;
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < workers; ++i) {
      threads.emplace_back([&] {
        for (std::size_t index = next++; index < count && !stop.stop_requested(); index = next++) task(index);
      });
    }
  }
  std::size_t workers_asked = 0;
};

class PodArtifactSaverTest : public ::testing::Test {
 protected:
  PodArtifactSaverTest() {
    config_.root_dir = "/root-dir";
    config_.stamp = parse_rfc3339("2025-12-12T05:25:40Z").value();
    config_.workers = 3;
  }

  static Finding finding(std::string pod, std::string container, State state = State::active) {
    Finding made;
    made.cluster = "prd";
    made.namespace_name = "team";
    made.pod = std::move(pod);
    made.pod_uid = "uid-of-" + made.pod;
    made.container = std::move(container);
    made.type = "OOMKilled";
    made.state = state;
    made.evidence = {{Source::events, std::nullopt, "seen by an event"}};
    return made;
  }

  void add_pod_texts(const std::string& pod) {
    reader_.set_describe("team", pod, "Name: " + pod + "\n");
    reader_.set_log("team", pod, "app", true, "previous of " + pod + "\n");
    reader_.set_log("team", pod, "app", false, "current of " + pod + "\n");
  }

  std::vector<Gap> save(std::vector<Finding>& findings, std::stop_token stop = {}) {
    SavedArtifacts saved =
        make_artifact_saver(config_, files_, scheduler_, redactor_, log_judge_)->save("prd", reader_, findings, stop);
    secrets_redacted_ = saved.secrets_redacted;
    notes_ = std::move(saved.notes);
    return std::move(saved.gaps);
  }

  std::string content(const std::string& path) {
    const auto all = files_.files();
    const auto found = all.find(path);
    return found == all.end() ? "no such file: " + path : found->second;
  }

  ArtifactsConfig config_;
  fakes::FakeFileStore files_;
  fakes::FakeClusterReader reader_;
  ThreadedScheduler scheduler_;
  const Redactor* redactor_ = nullptr;
  const LogJudge* log_judge_ = nullptr;
  std::int64_t secrets_redacted_ = 0;
  std::vector<std::string> notes_;
};

}  // namespace oomscan::artifacts
