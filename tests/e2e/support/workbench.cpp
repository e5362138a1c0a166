#include "e2e/support/workbench.hpp"

#include <cctype>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <unistd.h>

#include "process/process_runner.hpp"

namespace oomscan::e2e {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::milliseconds kPause{10};
constexpr std::chrono::milliseconds kRunMax{120'000};
constexpr std::size_t kOutputMax = std::size_t{64} << 20;

}  // namespace

ScratchDirectory::ScratchDirectory() {
  const char* base = std::getenv("TMPDIR");  // NOLINT: tests have one thread here
  std::string name = std::string{base != nullptr ? base : "/tmp"} + "/oom-scan-e2e-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
  path_ = name;
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

SimulatedFleet::SimulatedFleet(const Words& words) : runner_(process::make_process_runner(nullptr)) {
  CommandLine command;
  command.argv = {OOMSCAN_FLEET_SIM, "--dir", directory_.path().string()};
  command.argv.insert(command.argv.end(), words.begin(), words.end());
  Result<std::unique_ptr<RunningProcess>> started = runner_->start(command);
  if (!started) throw std::runtime_error(started.error().message);
  process_ = std::move(started).value();
  const bool ready = eventually([&] { return fs::exists(directory_.path() / "ready") || process_->ended(); });
  if (!ready || process_->ended()) throw std::runtime_error("the fleet did not come up: " + process_->error_output());
}

std::string SimulatedFleet::kubeconfig() const { return (directory_.path() / "kubeconfig").string(); }

nlohmann::json SimulatedFleet::truth() const {
  return nlohmann::json::parse(read_file(directory_.path() / "truth.json"));
}

Workbench::Workbench() : runner_(process::make_process_runner(nullptr)) {
  for (const fs::path& path : {output(), artifacts(), runtime()}) {
    fs::create_directory(path);
    fs::permissions(path, fs::perms::owner_all);
  }
}

CommandLine Workbench::command(const Words& words) const {
  // Another build of the program, e.g. one with a sanitizer, can be put to the same tests.
  const char* other = std::getenv("OOMSCAN_TEST_PROGRAM");  // NOLINT
  CommandLine command;
  command.argv = {other != nullptr && *other != '\0' ? other : OOMSCAN_PROGRAM, "--output-dir", output().string(),
                  "--artifacts-dir", artifacts().string()};
  command.argv.insert(command.argv.end(), words.begin(), words.end());
  command.extra_environment = {{"XDG_RUNTIME_DIR", runtime().string()}};
  if (const char* kubectl = std::getenv("OOMSCAN_TEST_KUBECTL"); kubectl != nullptr && *kubectl != '\0') {  // NOLINT
    command.extra_environment.emplace_back("OOM_SCAN_OC", kubectl);
  }
  return command;
}

ProgramRun Workbench::run(const Words& words) { return run(words, {}); }

ProgramRun Workbench::run(const Words& words, const std::vector<std::pair<std::string, std::string>>& environment) {
  CommandLine line = command(words);
  line.extra_environment.insert(line.extra_environment.end(), environment.begin(), environment.end());
  ProcessLimits limits;
  limits.timeout = kRunMax;
  limits.stdout_bytes_max = kOutputMax;
  limits.stderr_bytes_max = kOutputMax;
  Result<ProcessOutcome> outcome = runner_->run(line, limits, {});
  if (!outcome) throw std::runtime_error(outcome.error().message);
  return results(std::move(outcome).value());
}

std::unique_ptr<RunningProcess> Workbench::start(const Words& words) {
  Result<std::unique_ptr<RunningProcess>> started = runner_->start(command(words));
  if (!started) throw std::runtime_error(started.error().message);
  return std::move(started).value();
}

ProgramRun Workbench::results(ProcessOutcome outcome) const {
  ProgramRun run;
  run.outcome = std::move(outcome);
  if (fs::exists(output() / "oom_results.json"))
    run.report = nlohmann::json::parse(read_file(output() / "oom_results.json"));
  if (fs::exists(output() / "oom_results.csv")) run.csv = read_file(output() / "oom_results.csv");
  return run;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_file(const fs::path& path, const std::string& text, bool executable) {
  std::ofstream(path, std::ios::binary) << text;
  if (executable) fs::permissions(path, fs::perms::owner_all);
}

std::string real_tool() {
  if (const char* chosen = std::getenv("OOMSCAN_TEST_KUBECTL"); chosen != nullptr && *chosen != '\0') {  // NOLINT
    return chosen;
  }
  const char* path = std::getenv("PATH");  // NOLINT
  std::istringstream directories{path != nullptr ? path : ""};
  for (std::string directory; std::getline(directories, directory, ':');) {
    for (const char* name : {"oc", "kubectl"}) {
      const fs::path candidate = fs::path{directory} / name;
      if (access(candidate.c_str(), X_OK) == 0) return candidate.string();
    }
  }
  throw std::runtime_error("neither oc nor kubectl in PATH");
}

std::vector<int> processes_naming(const std::string& marker, const std::string& comm) {
  std::vector<int> found;
  for (const fs::directory_entry& entry : fs::directory_iterator{"/proc"}) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const int id = std::stoi(name);
    if (id == getpid() || (!comm.empty() && read_file(entry.path() / "comm") != comm + "\n")) continue;
    // A zombie has neither.
    const std::string text = read_file(entry.path() / "cmdline") + read_file(entry.path() / "environ");
    if (text.find(marker) != std::string::npos) found.push_back(id);
  }
  return found;
}

void short_pause() { std::this_thread::sleep_for(kPause); }

}  // namespace oomscan::e2e
