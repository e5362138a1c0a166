// The real implementations of the ports, made in the order in which they depend on each other.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "files/posix_file_store.hpp"
#include "http/http_connector.hpp"
#include "oomscan/model/options.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/log.hpp"
#include "process/janitor.hpp"
#include "process/process_runner.hpp"
#include "process/runtime_directory.hpp"
#include "scan/introducing_fleet.hpp"
#include "schedule/system_clock.hpp"
#include "schedule/thread_scheduler.hpp"

namespace oomscan::app {

// Members are destroyed in reverse: the fleet's proxies end before the runner, the runner before the janitor.
class Components {
 public:
  // Starts the janitor: call it before any thread exists.
  Components();

  // Second step, once the command line is understood.
  void build(const Options& options, Log& log);

  [[nodiscard]] Scheduler& scheduler() { return scheduler_; }
  [[nodiscard]] Clock& clock() { return clock_; }
  [[nodiscard]] FileStore& files() { return files_; }
  [[nodiscard]] HttpConnector& http() { return *http_; }
  [[nodiscard]] ProcessRunner& runner() { return *runner_; }
  [[nodiscard]] scan::IntroducingFleet& fleet() { return *fleet_; }

 private:
  Result<std::string> runtime_directory();

  std::unique_ptr<process::Janitor> janitor_;
  schedule::ThreadScheduler scheduler_;
  schedule::SystemClock clock_;
  files::PosixFileStore files_;
  std::unique_ptr<HttpConnector> http_;
  std::mutex runtime_mutex_;
  std::unique_ptr<process::RuntimeDirectory> runtime_directory_;
  std::unique_ptr<ProcessRunner> runner_;
  std::unique_ptr<scan::IntroducingFleet> fleet_;
};

}  // namespace oomscan::app
