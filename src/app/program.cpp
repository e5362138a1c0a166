#include "app/program.hpp"

#include <iostream>
#include <memory>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "app/commands.hpp"
#include "app/components.hpp"
#include "app/exit_code.hpp"
#include "app/patient_stderr.hpp"
#include "app/screen.hpp"
#include "app/signals.hpp"
#include "app/terminal_state.hpp"
#include "cli/parse.hpp"
#include "detect/catalog.hpp"
#include "export/catalog.hpp"
#include "log/stderr_log.hpp"
#include "redact/gate.hpp"
#include "redact/redactor.hpp"

namespace oomscan::app {
namespace {

constexpr std::string_view kStdoutHint = "is the disk full, or was the pipe closed?";

cli::ParseOutcome parse(std::span<const char* const> argv) {
  static const std::vector<std::string_view> formats = [] {
    std::vector<std::string_view> ids;
    for (const Exporter* exporter : exports::exporters()) ids.push_back(exporter->id());
    return ids;
  }();
  const std::vector<std::string> variables = environment_names();
  cli::ParseContext context;
  context.environment = environment;
  context.environment_names = variables;
  context.detectors = detect::detectors();
  context.formats = formats;
  context.version = OOMSCAN_VERSION;
  context.terminal_width = static_cast<std::size_t>(terminal_width(STDOUT_FILENO, environment));
  return cli::parse(argv, context);
}

LogLevel log_level(const Options& options) {
  if (options.verbosity < 0) return LogLevel::warning;
  return options.verbosity > 0 ? LogLevel::debug : LogLevel::info;
}

int run_command(const Job& job) {
  switch (job.options.command) {
    case Command::scan:
      return scan(job);
    case Command::list_contexts:
      return list_contexts(job);
    case Command::list_namespaces:
      return list_namespaces(job);
    case Command::list_detectors:
      return list_detectors(job);
    case Command::doctor:
      return doctor(job);
    case Command::rbac:
      return rbac(job);
    case Command::explain:
      return explain(job);
    case Command::trends:
      return trends(job);
    case Command::score:
      return score(job);
    case Command::regressions:
      return regressions(job);
    case Command::incidents:
      return incidents(job);
    case Command::history_runs:
      return history_runs(job);
    case Command::history_show:
      return history_show(job);
    case Command::history_import:
      return history_import(job);
    case Command::history_export:
      return history_export(job);
    case Command::history_prune:
      return history_prune(job);
  }
  return kExitBug;
}

// What was printed for a person and did not arrive, for want of space or of a stdout, must not look like success.
int code_after_output(int code, const Screen& screen, log::StderrLog& log) {
  screen.out.flush();
  if (screen.out.good() || reader_has_left(STDOUT_FILENO)) return code;
  log.error(Error{ErrorKind::io, "writing the results to stdout failed", std::string{kStdoutHint}});
  return code == kExitInterrupted ? code : kExitNothingScanned;
}

// What --help and --version print, and usage errors, which repeat words of the command line.
int say(const cli::ParseOutcome& parsed, const Redactor* redactor) {
  std::cout << parsed.out << std::flush;
  std::cerr << redact::redacted(parsed.err, redactor);
  if (std::cout.good() || reader_has_left(STDOUT_FILENO)) return parsed.exit_code;
  std::cerr << "error: writing to stdout failed\nhint: " << kStdoutHint << '\n';
  return kExitNothingScanned;
}

}  // namespace

int run_program(std::span<const char* const> argv) {
  const cli::ParseOutcome parsed = parse(argv);
  const std::unique_ptr<Redactor> redactor = redact::make_redactor();
  const int code_so_far = say(parsed, redactor.get());
  if (!parsed.options) return code_so_far;

  Components components;  // forks the janitor, so before any thread
  SignalWatcher signals;  // before any other thread
  PatientStderr patient_stderr{signals.token()};
  Screen screen = make_screen(*parsed.options);
  screen.wait_for_err = [&patient_stderr] { patient_stderr.drain(); };
  const Redactor* const gate = parsed.options->redact ? redactor.get() : nullptr;
  log::StderrLog log{log_level(*parsed.options), screen.err_style.color, gate};
  components.build(*parsed.options, log);
  int code = run_command(Job{*parsed.options, components, log, screen, gate, signals.token()});
  code = code_after_output(code, screen, log);
  log.flush_repeats();
  return code;
}

}  // namespace oomscan::app
