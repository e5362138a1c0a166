// The room's door: one describe and one log file for each pod that has a finding.
// Invariant: a finding's paths are set exactly when the files are there, and what is missing is a gap.
#pragma once

#include <memory>

#include "artifacts/artifacts_config.hpp"
#include "oomscan/ports/artifact_saver.hpp"
#include "oomscan/ports/file_store.hpp"
#include "oomscan/ports/log_judge.hpp"
#include "oomscan/ports/redactor.hpp"
#include "oomscan/ports/scheduler.hpp"

namespace oomscan::artifacts {

// `files`, `scheduler`, `redactor` and `log_judge` must outlive the result. Without a redactor (nullptr) texts are
// saved as they are; without a judge of logs findings get no `log_cause`. Does not touch the disk before the first
// `save` with findings.
//
// `save` blocks until all pods are done, at most config.workers at once; a stop ends it between two requests, and what
// was not saved is then a gap "interrupted". Findings without a pod (of a node) are left alone.
[[nodiscard]] std::unique_ptr<ArtifactSaver> make_artifact_saver(ArtifactsConfig config, FileStore& files,
                                                                 Scheduler& scheduler,
                                                                 const Redactor* redactor = nullptr,
                                                                 const LogJudge* log_judge = nullptr);

}  // namespace oomscan::artifacts
