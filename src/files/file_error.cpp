#include "files/file_error.hpp"

#include <cerrno>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "oomscan/posix/system_error.hpp"

namespace oomscan::files {
Error file_error(int error_number, std::string_view doing, std::string_view path) {
  std::string message = fmt::format("{} '{}': {}", doing, printable(path), reason_of(error_number));
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return {ErrorKind::io, std::move(message), "free some space, or choose another directory"};
    case EFBIG:
      return {ErrorKind::io, std::move(message), "raise the limit of file sizes (ulimit -f)"};
    case EROFS:
      return {ErrorKind::io, std::move(message), "choose another directory"};
    case EACCES:
    case EPERM:
      return {ErrorKind::local_permission, std::move(message), "choose a directory that you may write to"};
    case ELOOP:
      return {ErrorKind::local_permission,
              fmt::format("{} '{}': there is a symbolic link that another user can change, or too many of them", doing,
                          printable(path)),
              "choose a directory without it"};
    case ENOENT:
      return {ErrorKind::not_found, std::move(message), "create the directory, or choose another one"};
    case EMFILE:
    case ENFILE:
      return {ErrorKind::io, std::move(message), "raise the limit of open files (ulimit -n)"};
    default:
      return {ErrorKind::io, std::move(message), ""};
  }
}

}  // namespace oomscan::files
