#include "app/input_file.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "oomscan/posix/system_error.hpp"

namespace oomscan::app {

Result<std::string> read_input_file(const std::string& path) {
  const auto fault = [&](const std::string& why) {
    return Error{ErrorKind::usage, fmt::format("'{}' cannot be read: {}", printable(path), why), ""};
  };
  std::error_code error;
  // A pipe or a device might never end.
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return fault("there is no such file");
  if (!std::filesystem::is_regular_file(status)) return fault("it is no file");
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return fault(reason_of(error.value()));
  if (size > kInputBytesMax) return fault(fmt::format("it is larger than {} MiB", kInputBytesMax >> 20U));
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return fault(reason_of(errno));
  std::string text(size, '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  if (in.bad()) return fault("reading it failed");
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace oomscan::app
