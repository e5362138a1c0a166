#include "app/result_files.hpp"

#include <filesystem>
#include <iostream>
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
  }
  return error;
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
    const Result<void> replaced = files.replace(path, [&](std::ostream& out) { exporter->write(report, out); });
    if (replaced) {
      written.paths.push_back(path);
    } else {
      written.errors.push_back(replaced.error());
    }
  }
  return written;
}

}  // namespace oomscan::app
