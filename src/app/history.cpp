#include "app/history.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analyze/run_judge.hpp"
#include "app/terminal_state.hpp"
#include "oomscan/model/shell.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::app {
namespace {

// How the history that was asked is filled, and no other one.
std::string record_hint(const Options& options) {
  if (options.store.empty() || options.store == "default") {
    return "'oom-scan --store' records each scan; 'oom-scan history import oom_results.json' takes earlier ones";
  }
  const Result<store::StoreAddress> address = store::parse_store(options.store);
  const auto path = address && address->kind == store::StoreKind::sqlite ? shell_quoted(address->where) : std::nullopt;
  // The address of a server may hold a password, where it comes from the environment.
  if (!path) {
    return "a scan with the same --store records itself; 'history import oom_results.json' with it takes earlier ones";
  }
  return fmt::format(
      "oom-scan --store {0} records each scan; oom-scan history import oom_results.json --store {0} takes earlier ones",
      *path);
}

}  // namespace

Result<store::StoreAddress> store_address(const Options& options) {
  if (!options.store.empty() && options.store != "default") return store::parse_store(options.store);
  const Result<std::string> path = store::default_store_path(environment("XDG_STATE_HOME"), environment("HOME"));
  if (!path) return path.error();
  return store::StoreAddress{store::StoreKind::sqlite, *path};
}

Result<std::unique_ptr<HistoryStore>> open_history(const store::StoreAddress& address) {
  return store::open_store(address, [](const RunRecord& run, const std::vector<Incident>& before) {
    return analyze::judge_run(run, before, IncidentSettings{});
  });
}

Result<std::unique_ptr<HistoryStore>> existing_history(const Job& job) {
  const Result<store::StoreAddress> address = store_address(job.options);
  if (!address) return address.error();
  std::error_code error;
  if (address->kind == store::StoreKind::sqlite && !std::filesystem::exists(address->where, error)) {
    return Error{ErrorKind::not_found, fmt::format("there is no history at '{}' yet", printable(address->where)),
                 record_hint(job.options)};
  }
  return open_history(*address);
}

Error nothing_recorded(const Job& job, const std::string& address) {
  return {ErrorKind::not_found, fmt::format("no run is recorded in {} yet", address), record_hint(job.options)};
}

Timestamp asked_at(const Job& job) { return job.options.now ? *job.options.now : job.components.clock().now(); }

}  // namespace oomscan::app
