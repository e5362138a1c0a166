#include "app/machine_checks.hpp"

#include <filesystem>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "access/tool_words.hpp"
#include "app/result_files.hpp"
#include "oomscan/model/shell.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kArtifacts = "artifacts directory";

Check refused(std::string_view what, const Error& error) {
  Check check{Verdict::no, std::string{what}, error.message, {}};
  if (!error.hint.empty()) check.remedies.push_back(error.hint);
  return check;
}

bool may_write_into(const fs::path& directory) { return ::access(directory.c_str(), W_OK | X_OK) == 0; }

// A scan makes what is missing of it.
std::optional<Error> trouble_with_root(const fs::path& root) {
  std::error_code failed;
  fs::path there = fs::absolute(root, failed);
  while (!failed && !fs::exists(there, failed) && there.has_relative_path()) there = there.parent_path();
  const std::string shown = printable(there.string());
  if (failed || !fs::is_directory(there, failed)) {
    return Error{ErrorKind::io, fmt::format("'{}' is not a directory", shown), "name another with --artifacts-dir"};
  }
  if (!may_write_into(there)) {
    return Error{ErrorKind::io, fmt::format("'{}' is not writable", shown), "name another with --artifacts-dir"};
  }
  return std::nullopt;
}

// Directories of earlier scans must still be this user's alone.
std::optional<Error> trouble_with_clusters(const Job& job, const std::vector<Cluster>& clusters) {
  for (const Cluster& cluster : clusters) {
    std::error_code failed;
    const fs::file_status status = fs::symlink_status(fs::path{job.options.artifacts_dir} / cluster.name, failed);
    if (failed || !fs::exists(status)) continue;
    auto opened = job.components.files().open_private(job.options.artifacts_dir, cluster.name);
    // As a scan does.
    if (!opened && opened.error().kind == ErrorKind::local_permission &&
        job.components.files().open_own(job.options.artifacts_dir, cluster.name)) {
      continue;
    }
    if (!opened) return opened.error();
  }
  return std::nullopt;
}

}  // namespace

Check tool_check(const Job& job, const Result<kube::Tool>& tool) {
  if (!tool) return refused("oc or kubectl", tool.error());
  ProcessLimits limits;
  limits.timeout = job.options.request_timeout;
  const auto outcome =
      job.components.runner().run(tool->command("", {"version", "--client", "-o", "json"}), limits, job.stop);
  if (!outcome) return refused("oc or kubectl", outcome.error());
  const std::string version =
      outcome->end == ProcessEnd::exited ? access::read_client_version(outcome->out) : std::string{};
  if (version.empty()) {
    return {Verdict::unknown,
            "oc or kubectl",
            fmt::format("{}, which does not tell its version", tool->path),
            {fmt::format("see what '{} version --client' says", shell_quoted(tool->name).value_or("oc"))}};
  }
  return {Verdict::yes, "oc or kubectl", fmt::format("{}, {}", tool->path, version), {}};
}

std::vector<Check> directory_checks(const Job& job, const std::vector<Cluster>& clusters) {
  std::vector<Check> checks;
  if (!job.options.formats.empty() && job.options.stdout_format.empty()) {
    const Result<void> ready = check_output_dir(job.options, job.components.files());
    checks.push_back(ready ? Check{Verdict::yes, "output directory", job.options.output_dir, {}}
                           : refused("output directory", ready.error()));
  }
  if (!job.options.collect_artifacts) return checks;
  auto trouble = trouble_with_root(job.options.artifacts_dir);
  if (!trouble) trouble = trouble_with_clusters(job, clusters);
  checks.push_back(trouble ? refused(kArtifacts, *trouble)
                           : Check{Verdict::yes, std::string{kArtifacts}, job.options.artifacts_dir, {}});
  return checks;
}

}  // namespace oomscan::app
