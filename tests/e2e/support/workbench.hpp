// What an end-to-end test stands on: a directory of its own, a fleet, and the built program run in it.
// Everything is ended and removed by the destructors.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "oomscan/ports/process_runner.hpp"

namespace oomscan::e2e {

using Words = std::vector<std::string>;

// A unique private directory, removed with all that is in it.
class ScratchDirectory {
 public:
  ScratchDirectory();
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A running fleet simulator. Throws std::runtime_error if it does not come up.
class SimulatedFleet {
 public:
  // `words`: e.g. {"--preset", "demo"}.
  explicit SimulatedFleet(const Words& words);
  [[nodiscard]] std::string kubeconfig() const;
  [[nodiscard]] nlohmann::json truth() const;
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_.path(); }

 private:
  ScratchDirectory directory_;
  std::unique_ptr<ProcessRunner> runner_;
  std::unique_ptr<RunningProcess> process_;
};

struct ProgramRun {
  ProcessOutcome outcome;
  nlohmann::json report;  // oom_results.json; null if it was not written
  std::string csv;        // oom_results.csv; empty if it was not written
};

// The program, run in a scratch directory with its files there: --output-dir, --artifacts-dir and the runtime
// directory.
class Workbench {
 public:
  Workbench();
  // Blocks until it ends. `words` are added to the directories' flags.
  ProgramRun run(const Words& words);
  // The same with an environment added to the test's own.
  ProgramRun run(const Words& words, const std::vector<std::pair<std::string, std::string>>& environment);
  // Starts it and returns at once.
  std::unique_ptr<RunningProcess> start(const Words& words);

  [[nodiscard]] std::filesystem::path output() const { return directory_.path() / "out"; }
  [[nodiscard]] std::filesystem::path artifacts() const { return directory_.path() / "artifacts"; }
  // Where the program keeps its sockets: empty when nothing was left behind.
  [[nodiscard]] std::filesystem::path runtime() const { return directory_.path() / "run"; }
  [[nodiscard]] ProgramRun results(ProcessOutcome outcome) const;

 private:
  [[nodiscard]] CommandLine command(const Words& words) const;
  ScratchDirectory directory_;
  std::unique_ptr<ProcessRunner> runner_;
};

[[nodiscard]] std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, const std::string& text, bool executable = false);

// Ids of the processes whose environment or command line names `marker` (a scratch path), zombies left out; only those
// with this name (/proc/<id>/comm), unless it is empty.
[[nodiscard]] std::vector<int> processes_naming(const std::string& marker, const std::string& name = "");

// The tool that the tests use: OOMSCAN_TEST_KUBECTL, else oc or kubectl from PATH. Throws if there is none.
[[nodiscard]] std::string real_tool();

// Polls until the condition holds; false after the deadline.
template <class Condition>
bool eventually(Condition condition, std::chrono::milliseconds deadline = std::chrono::seconds{20});

void short_pause();

template <class Condition>
bool eventually(Condition condition, std::chrono::milliseconds deadline) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    short_pause();
  }
  return true;
}

}  // namespace oomscan::e2e
