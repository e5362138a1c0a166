#include "app/result_files.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "export/catalog.hpp"

namespace oomscan::app {

Result<void> check_output_dir(const Options& options, FileStore& files) {
  if (options.formats.empty() || !options.stdout_format.empty()) return {};
  Result<void> ready = files.check_place(options.output_dir);
  if (ready) return {};
  Error error = std::move(ready).error();
  error.message.insert(0, "the output directory ");
  if (error.hint.empty()) {
    error.hint =
        fmt::format("{}name another with --output-dir", error.kind == ErrorKind::not_found ? "make it, or " : "");
    error.kind = ErrorKind::usage;  // the place that was named; else it is this machine that lacks something
  }
  return error;
}

namespace {

std::filesystem::path last_good(std::filesystem::path path) {
  const std::string extension = path.extension().string();
  path.replace_extension();
  return path += ".last-good" + extension;
}

// What lies at `path` is from a run of worth unless one is kept already: a good run removes that.
std::optional<std::string> keep_aside(const std::filesystem::path& path) {
  const std::filesystem::path kept = last_good(path);
  std::error_code error;
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(path, error))) return std::nullopt;
  if (std::filesystem::exists(std::filesystem::symlink_status(kept, error))) return std::nullopt;
  // A link rather than a rename: at no moment is there no result. Neither follows a symlink.
  std::filesystem::create_hard_link(path, kept, error);
  if (error) std::filesystem::rename(path, kept, error);
  return error ? std::nullopt : std::optional(kept.string());
}

void forget_aside(const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::remove(last_good(path), ignored);
}

}  // namespace

bool says_little(const ScanReport& report) {
  if (report.interrupted) return true;
  return std::all_of(report.coverage.begin(), report.coverage.end(), [](const ClusterCoverage& coverage) {
    return coverage.status == CoverageStatus::skipped || coverage.namespaces_selected == 0;
  });
}

WrittenResults write_results(const ScanReport& report, const Options& options, FileStore& files) {
  WrittenResults written;
  if (!options.stdout_format.empty()) {
    exports::find_exporter(options.stdout_format)->write(report, std::cout);
    std::cout.flush();
    if (!std::cout) {
      written.errors.push_back({ErrorKind::io, "writing the results to stdout failed", ""});
      std::cout.clear();  // it is told
    }
    return written;
  }
  for (const std::string& format : options.formats) {
    const Exporter* exporter = exports::find_exporter(format);
    const std::string path = (std::filesystem::path{options.output_dir} / exporter->file_name()).string();
    std::optional<std::string> kept =
        says_little(report) && exporter->may_be_kept_aside() ? keep_aside(path) : std::nullopt;
    const Result<void> replaced = files.replace(path, [&](std::ostream& out) { exporter->write(report, out); });
    if (replaced) {
      written.paths.push_back(path);
      if (kept) written.kept.push_back(*std::move(kept));
      if (!says_little(report)) forget_aside(path);
    } else {
      written.errors.push_back(replaced.error());
    }
  }
  return written;
}

}  // namespace oomscan::app
