// The main job: scan the chosen clusters, save artifacts, write the exports, show the results.
#include <chrono>
#include <memory>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "access/remedy.hpp"
#include "app/chosen_clusters.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/exit_reason.hpp"
#include "app/result_files.hpp"
#include "app/scan_memory.hpp"
#include "app/scan_run.hpp"
#include "app/terminal_state.hpp"
#include "kube/client/tool.hpp"
#include "oomscan/model/text.hpp"
#include "redact/gate.hpp"
#include "terminal/progress_display.hpp"
#include "terminal/results_view.hpp"

namespace oomscan::app {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// Keeps a live display's clocks moving while a cluster takes its time.
class Ticker {
 public:
  explicit Ticker(terminal::ProgressDisplay& display, Clock& clock)
      : thread_([&display, &clock](std::stop_token stop) {
          while (clock.sleep(terminal::kRedrawInterval, stop)) display.tick();
        }) {}

 private:
  std::jthread thread_;
};

// Lines of the log and a live display share stderr: while this lives, each line takes the display off and puts it back.
class SharedStderr {
 public:
  SharedStderr(log::StderrLog& log, terminal::ProgressDisplay& display) : log_(log) {
    log_.set_display([&display] { display.hide(); }, [&display] { display.show(); });
  }
  ~SharedStderr() { log_.set_display({}, {}); }
  SharedStderr(const SharedStderr&) = delete;
  SharedStderr& operator=(const SharedStderr&) = delete;

 private:
  log::StderrLog& log_;
};

Result<ScanRun> run_with_progress(const Job& job, SteadyTime began) {
  terminal::ProgressDisplay progress{job.screen.progress, job.components.clock(), job.screen.err};
  const SharedStderr shared{job.log, progress};
  const Ticker ticker{progress, job.components.clock()};
  return run_scan(job, {progress}, began);
}

}  // namespace

int scan(const Job& job) {
  const SteadyTime began = job.components.clock().steady_now();
  const Result<void> place = check_output_dir(job.options, job.components.files());
  // Whoever looks at a terminal, and named no files, is served without them.
  const bool without_files = !place && !job.options.files_asked_for && is_terminal(STDOUT_FILENO);
  if (!place && !without_files) {
    job.log.error(place.error());
    // A machine without descriptors is no mistake of whoever typed the command.
    return place.error().kind == ErrorKind::usage ? kExitUsage : kExitNothingScanned;
  }
  if (without_files) {
    job.log.warning(fmt::format("no result files are written: {} ({})", place.error().message, place.error().hint));
  }
  Result<ScanMemory> memory = ScanMemory::prepare(job);
  if (!memory) {
    job.log.error(memory.error());
    return kExitUsage;
  }
  Result<ScanRun> run = run_with_progress(job, began);
  if (!run) return fail(job, run.error());
  ScanReport& report = run->report;

  const Result<kube::Tool> tool =
      kube::find_tool(job.options.oc_path, environment("PATH").value_or(""), job.options.kubeconfig);
  access::hint_at_refusals(report, job.options, tool ? tool->name : "oc");

  memory->recall(report);
  const WrittenResults written =
      without_files ? WrittenResults{} : write_results(report, job.options, job.components.files());
  // stdout carries results only: with a format there, people read theirs on stderr, unless they want it quiet.
  const bool aside = !job.options.stdout_format.empty();
  if (!aside || job.options.verbosity >= 0) {
    if (!aside && job.screen.wait_for_err) job.screen.wait_for_err();
    terminal::render_results(report, redact::redacted(written.paths, job.redactor),
                             aside ? job.screen.err_style : job.screen.out_style,
                             aside ? job.screen.err : job.screen.out);
    job.screen.out.flush();
  }
  for (const std::string& kept : written.kept) {
    job.log.warning(
        fmt::format("the results of the run before this one, which saw more, are kept as '{}'", printable(kept)));
  }
  for (const Error& error : written.errors) job.log.error(error);
  memory->record(report);
  int code = exit_code_for(report, job.options);
  if (code == kExitSeenAll && memory->failed()) code = kExitNotRecorded;
  // Who reads the results knows; a cron job whose stdout goes elsewhere mails what stands on stderr.
  if (code != kExitSeenAll && (job.options.verbosity < 0 || !is_terminal(STDOUT_FILENO))) {
    job.log.warning(exit_reason(code, report));
  }
  return written.errors.empty() || code == kExitInterrupted ? code : kExitNothingScanned;
}

}  // namespace oomscan::app
