#include "oomscan/model/result.hpp"

namespace oomscan {

std::string_view to_id(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return "usage";
    case ErrorKind::config:
      return "config";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::forbidden:
      return "forbidden";
    case ErrorKind::unauthorized:
      return "unauthorized";
    case ErrorKind::unreachable:
      return "unreachable";
    case ErrorKind::timed_out:
      return "timed_out";
    case ErrorKind::throttled:
      return "throttled";
    case ErrorKind::expired:
      return "expired";
    case ErrorKind::server_error:
      return "server_error";
    case ErrorKind::bad_answer:
      return "bad_answer";
    case ErrorKind::io:
      return "io";
    case ErrorKind::local_permission:
      return "local_permission";
    case ErrorKind::cancelled:
      return "cancelled";
    case ErrorKind::memory_limit:
      return "memory_limit";
  }
  return "bug";
}

Error with_context(Error error, std::string_view doing) {
  error.message.insert(0, ": ");
  error.message.insert(0, doing);
  return error;
}

}  // namespace oomscan
