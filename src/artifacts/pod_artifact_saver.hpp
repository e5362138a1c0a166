// The ArtifactSaver: asks the cluster, pod by pod, and stores the answers privately.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "artifacts/artifacts_config.hpp"
#include "artifacts/pod_findings.hpp"
#include "oomscan/ports/artifact_saver.hpp"
#include "oomscan/ports/file_store.hpp"
#include "oomscan/ports/log_judge.hpp"
#include "oomscan/ports/redactor.hpp"
#include "oomscan/ports/scheduler.hpp"

namespace oomscan::artifacts {

// Thread-safe. One for a run: what it saves for all clusters together is bounded.
class PodArtifactSaver : public ArtifactSaver {
 public:
  PodArtifactSaver(ArtifactsConfig config, FileStore& files, Scheduler& scheduler, const Redactor* redactor,
                   const LogJudge* log_judge)
      : config_(std::move(config)), files_(files), scheduler_(scheduler), redactor_(redactor), log_judge_(log_judge) {}

  SavedArtifacts save(const std::string& cluster, ClusterReader& reader, std::vector<Finding>& findings,
                      std::stop_token stop) override;

 private:
  // One call of `save`: what all pods of the cluster share.
  struct SaveRequest {
    const std::string& cluster;
    ClusterReader& reader;
    const std::vector<Finding>& findings;
    PrivateDirectory& directory;
    std::stop_token stop;
  };
  using LogCauses = std::map<std::string, LogCause>;  // by container
  struct PodOutcome {
    bool finished = false;  // false: a stop came first
    bool gone = false;      // another pod has its name by now
    bool left_out = false;  // for want of room
    Artifacts artifacts;
    std::vector<Gap> gaps;
    std::int64_t secrets_redacted = 0;
    LogCauses log_causes;
  };
  struct Text {
    std::string text;
    std::size_t secrets = 0;  // replaced in it
  };
  // nullopt: not wanted.
  struct Texts {
    std::optional<Text> description;
    std::optional<Text> log;
  };
  struct Logs {
    Text text;
    bool any_answer = false;
    std::string none_because;  // of the last that was asked for
    std::optional<Error> failure;
    LogCauses causes;
  };

  // The pod of this name right now; nullopt: it cannot be read, or there is none.
  [[nodiscard]] static std::optional<PodObservation> look_at(const SaveRequest& request, const PodFindings& pod);
  // Where an Event names no container, any of the pod's may be the one that failed.
  [[nodiscard]] static std::vector<Finding> containers_to_ask(const SaveRequest& request, const PodFindings& pod);
  // How many of so many pods there is still room for in this run.
  [[nodiscard]] std::size_t take_room(std::size_t pods);
  void remove_old(PrivateDirectory& directory, SavedArtifacts& result) const;

  [[nodiscard]] PodOutcome save_pod(const SaveRequest& request, const PodFindings& pod);
  // nullopt: stopped.
  [[nodiscard]] std::optional<Texts> ask(const SaveRequest& request, const PodFindings& pod, PodOutcome& outcome) const;
  [[nodiscard]] std::optional<Logs> ask_logs(const SaveRequest& request, const PodFindings& pod) const;
  [[nodiscard]] Texts texts_of_gone(const SaveRequest& request, const PodFindings& pod) const;
  [[nodiscard]] std::string what_is_wanted() const;

  ArtifactsConfig config_;
  FileStore& files_;
  Scheduler& scheduler_;
  const Redactor* redactor_;   // nullptr: texts stay as they are
  const LogJudge* log_judge_;  // nullptr: logs are saved, not read
  std::atomic<std::size_t> pods_taken_ = 0;
  std::atomic<std::size_t> bytes_written_ = 0;
};

}  // namespace oomscan::artifacts
