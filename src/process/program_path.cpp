#include "process/program_path.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "oomscan/model/text.hpp"

namespace oomscan::process {
namespace {

bool is_regular_file(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

bool may_execute(const std::string& path) { return ::faccessat(AT_FDCWD, path.c_str(), X_OK, AT_EACCESS) == 0; }

Error not_executable(const std::string& path) {
  return {ErrorKind::local_permission, fmt::format("'{}' may not be executed", printable(path)),
          "make it executable (chmod +x), or name another program"};
}

}  // namespace

Result<std::string> find_program(std::string_view program, std::string_view search_path) {
  const std::string name(program);
  if (name.empty()) return Error{ErrorKind::usage, "no program was named", ""};
  if (name.find('/') != std::string::npos) {
    if (!is_regular_file(name)) {
      return Error{ErrorKind::not_found, fmt::format("no program '{}'", printable(name)), "check the path"};
    }
    if (!may_execute(name)) return not_executable(name);
    return name;
  }
  std::string refused;
  while (!search_path.empty()) {
    const auto end = search_path.find(':');
    const std::string_view directory = search_path.substr(0, end);
    search_path = end == std::string_view::npos ? std::string_view{} : search_path.substr(end + 1);
    if (directory.empty()) continue;
    std::string candidate = fmt::format("{}/{}", directory, name);
    if (!is_regular_file(candidate)) continue;
    if (may_execute(candidate)) return candidate;
    if (refused.empty()) refused = std::move(candidate);
  }
  if (!refused.empty()) return not_executable(refused);
  return Error{ErrorKind::not_found, fmt::format("no program '{}' in PATH", printable(name)),
               "install it, or add its directory to PATH"};
}

}  // namespace oomscan::process
