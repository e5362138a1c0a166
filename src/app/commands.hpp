// What the program can do, one function a command. Each prints its results to stdout and returns the exit code.
#pragma once

#include <stop_token>

#include "app/components.hpp"
#include "app/screen.hpp"
#include "log/stderr_log.hpp"
#include "oomscan/model/options.hpp"
#include "oomscan/ports/redactor.hpp"

namespace oomscan::app {

// What every command works with. References outlive the command.
struct Job {
  const Options& options;
  Components& components;
  log::StderrLog& log;
  Screen& screen;
  const Redactor* redactor;  // what is shown and written passes it (redact/gate.hpp); nullptr: --no-redact
  std::stop_token stop;
};

[[nodiscard]] int scan(const Job& job);
[[nodiscard]] int list_contexts(const Job& job);
[[nodiscard]] int list_namespaces(const Job& job);
[[nodiscard]] int list_detectors(const Job& job);
[[nodiscard]] int doctor(const Job& job);
[[nodiscard]] int rbac(const Job& job);
[[nodiscard]] int explain(const Job& job);
[[nodiscard]] int trends(const Job& job);
[[nodiscard]] int score(const Job& job);
[[nodiscard]] int regressions(const Job& job);
[[nodiscard]] int incidents(const Job& job);
[[nodiscard]] int history_runs(const Job& job);
[[nodiscard]] int history_show(const Job& job);
[[nodiscard]] int history_import(const Job& job);
[[nodiscard]] int history_export(const Job& job);
[[nodiscard]] int history_prune(const Job& job);

}  // namespace oomscan::app
