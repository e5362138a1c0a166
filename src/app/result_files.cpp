#include "app/result_files.hpp"

#include <filesystem>
#include <iostream>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "export/catalog.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::app {

Result<void> check_output_dir(const Options& options) {
  if (options.formats.empty() || !options.stdout_format.empty()) return {};
  const std::string shown = printable(options.output_dir);
  std::error_code error;
  if (!std::filesystem::is_directory(options.output_dir, error)) {
    return Error{ErrorKind::io, fmt::format("the output directory '{}' is not there", shown),
                 "make it, or name another with --output-dir"};
  }
  if (access(options.output_dir.c_str(), W_OK | X_OK) != 0) {
    return Error{ErrorKind::io, fmt::format("the output directory '{}' is not writable", shown),
                 "name another with --output-dir"};
  }
  return {};
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
