// Expected failures as values. Nobody parses messages: callers act on `kind`.
// Values; no thread-safety concerns of their own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace oomscan {

// What a caller can act on. `to_id` gives the stable name used in gaps and exports.
enum class ErrorKind {
  usage,             // the command line is wrong
  config,            // kubeconfig or configuration file is wrong
  not_found,         // 404, a missing file, a missing program
  forbidden,         // 403
  unauthorized,      // 401, or no usable credentials
  unreachable,       // refused, no route, name not resolved, certificate not trusted
  timed_out,         // no answer within the deadline
  throttled,         // 429
  expired,           // 410: a continue token or resource version is too old
  server_error,      // 5xx
  bad_answer,        // an answer that cannot be understood, or is over a limit
  io,                // local files, pipes, processes
  local_permission,  // this machine refuses: a file or directory is another user's, or may not be used
  cancelled,         // a stop was requested
  memory_limit,      // it would have taken more memory than it may
};

// "forbidden", "timed_out", ...
[[nodiscard]] std::string_view to_id(ErrorKind kind);

// `message` is lower case, names in quotes, no secrets, no trailing full stop, one line.
// `hint` says what to do about it, or is empty.
struct Error {
  ErrorKind kind = ErrorKind::bad_answer;
  std::string message;
  std::string hint;

  friend bool operator==(const Error&, const Error&) = default;
};

// "listing pods in 'a' on 'b'" + ": " + what came back.
[[nodiscard]] Error with_context(Error error, std::string_view doing);

// A value or an Error. Accessing the wrong one is a bug and throws std::bad_variant_access.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit by design

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
  [[nodiscard]] Error&& error() && { return std::get<1>(std::move(state_)); }

  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  std::variant<T, Error> state_;
};

// Success without a value.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const Error& error() const& { return error_.value(); }
  [[nodiscard]] Error&& error() && { return std::move(error_).value(); }

 private:
  std::optional<Error> error_;
};

}  // namespace oomscan
