#include "kube/door/server_status.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "kube/client/login_hint.hpp"
#include "kube/protobuf/protobuf_envelope.hpp"
#include "kube/protobuf/protobuf_status.hpp"
#include "oomscan/model/shell.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

using Json = nlohmann::json;

// An error answer that is longer is not a Status.
constexpr std::size_t kStatusBytesMax = std::size_t{1} << 20;
constexpr std::size_t kMessageBytesMax = 300;
constexpr int kNotAcceptable = 406;
// k8s.io/apiserver/pkg/storage/errors.go, NewTooLargeResourceVersionError: reason Timeout, code 504.
constexpr std::string_view kTooLargeResourceVersion = "Too large resource version";

struct ReasonKind {
  std::string_view reason;
  ErrorKind kind;
};
// metav1.StatusReason, k8s.io/apimachinery/pkg/apis/meta/v1/types.go
constexpr std::array kReasons{
    ReasonKind{"Unauthorized", ErrorKind::unauthorized},
    ReasonKind{"Forbidden", ErrorKind::forbidden},
    ReasonKind{"NotFound", ErrorKind::not_found},
    ReasonKind{"Gone", ErrorKind::expired},
    ReasonKind{"Expired", ErrorKind::expired},
    ReasonKind{"TooManyRequests", ErrorKind::throttled},
    ReasonKind{"Timeout", ErrorKind::timed_out},
    ReasonKind{"ServerTimeout", ErrorKind::server_error},
    ReasonKind{"InternalError", ErrorKind::server_error},
    ReasonKind{"ServiceUnavailable", ErrorKind::server_error},
    ReasonKind{"StorageReadError", ErrorKind::server_error},
    ReasonKind{"BadRequest", ErrorKind::bad_answer},
    ReasonKind{"MethodNotAllowed", ErrorKind::bad_answer},
    ReasonKind{"NotAcceptable", ErrorKind::bad_answer},
    ReasonKind{"UnsupportedMediaType", ErrorKind::bad_answer},
    ReasonKind{"Invalid", ErrorKind::bad_answer},
};

ErrorKind kind_of(const ServerStatus& status) {
  for (const auto& known : kReasons) {
    if (known.reason == status.reason) return known.kind;
  }
  switch (status.code) {
    case 401:
      return ErrorKind::unauthorized;
    case 403:
      return ErrorKind::forbidden;
    case 404:
      return ErrorKind::not_found;
    case 408:
    case 504:
      return ErrorKind::timed_out;
    case 410:
      return ErrorKind::expired;
    case 429:
      return ErrorKind::throttled;
    default:
      return status.code >= 500 ? ErrorKind::server_error : ErrorKind::bad_answer;
  }
}

// The text between `before` and the next `after`; empty if there is none.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t start = text.find(before);
  if (start == std::string_view::npos) return {};
  text.remove_prefix(start + before.size());
  const std::size_t end = text.find(after);
  return end == std::string_view::npos ? std::string_view{} : text.substr(0, end);
}

// The server says: User "u" cannot list resource "pods" in API group "" in the namespace "a" / at the cluster scope
std::string in_our_words(std::string_view message) {
  const std::string_view verb = between(message, "\" cannot ", " resource \"");
  const std::string_view what = between(message, " resource \"", "\"");
  if (verb.empty() || what.empty()) return {};
  const std::string_view who = between(message, "User \"", "\"");
  const std::string_view where = between(message, "in the namespace \"", "\"");
  return fmt::format("{} may not {} {}{}", who.empty() ? "this user" : fmt::format("'{}'", printable(who, 100)),
                     printable(verb, 20), printable(what, 100),
                     where.empty() ? " in the whole cluster" : fmt::format(" in '{}'", printable(where, 100)));
}

std::string described(const ServerStatus& status) {
  std::string text = printable(status.message, kMessageBytesMax);
  if (!text.empty()) return text;
  if (!status.reason.empty()) return printable(status.reason, kMessageBytesMax);
  return "no reason given";
}

}  // namespace

std::optional<ServerStatus> parse_status(std::string_view body) {
  if (body.starts_with(kProtobufMagic)) {
    auto status = parse_protobuf_status(body);
    if (!status) status.emplace().message = "an answer in protobuf that is damaged or no Status";
    return status;
  }
  if (body.size() > kStatusBytesMax) return std::nullopt;
  const Json json = Json::parse(body, nullptr, false);
  const auto text = [](const Json& object, const char* key) -> std::string {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
  };
  if (!json.is_object() || text(json, "kind") != "Status") return std::nullopt;
  ServerStatus status;
  status.reason = text(json, "reason");
  status.message = text(json, "message");
  if (const auto code = json.find("code"); code != json.end() && code->is_number_integer()) {
    const auto value = code->get<std::int64_t>();
    if (is_http_status(value)) status.code = static_cast<int>(value);
  }
  if (const auto details = json.find("details"); details != json.end() && details->is_object()) {
    const auto after = details->find("retryAfterSeconds");
    if (after != details->end() && after->is_number_integer() && after->get<std::int64_t>() > 0) {
      status.retry_after = std::chrono::seconds{after->get<std::int64_t>()};
    }
  }
  return status;
}

Error not_logged_in(const ErrorFrame& frame) {
  return {ErrorKind::unauthorized, "not logged in (401)", login_hint(frame)};
}

Error no_answer(const ErrorFrame& frame) {
  const double seconds = std::chrono::duration<double>(frame.request_timeout).count();
  return {ErrorKind::timed_out, fmt::format("no answer within {:g} s", seconds),
          "raise --timeout, or lower --ns-workers if the API server is throttling"};
}

ApiFailure failure_from(const ServerStatus& status, const ErrorFrame& frame) {
  ApiFailure failure;
  failure.retry_after = status.retry_after;
  failure.not_acceptable = status.code == kNotAcceptable;
  Error& error = failure.error;
  error.kind = kind_of(status);
  switch (error.kind) {
    case ErrorKind::unauthorized:
      error = not_logged_in(frame);
      break;
    case ErrorKind::forbidden: {
      // No token at all: the server answers 403 to "nobody", but what helps is to log in.
      if (between(status.message, "User \"", "\"") == "system:anonymous") {
        error = not_logged_in(frame);
        error.message = "not logged in: the API server sees 'system:anonymous'";
        break;
      }
      const std::string words = in_our_words(status.message);
      error.message = words.empty() ? fmt::format("forbidden: {}", described(status)) : words;
      error.hint = "an administrator gives exactly what a scan needs with: oom-scan rbac";
      break;
    }
    case ErrorKind::not_found:
      error.message = fmt::format("not found: {}", described(status));
      break;
    case ErrorKind::expired:
      error.message = fmt::format("too old for the API server: {}", described(status));
      error.hint = "the cluster changes faster than the list can be read; scan again, or use --strategy namespace";
      break;
    case ErrorKind::throttled:
      error.message = fmt::format("the API server is throttling: {}", described(status));
      error.hint = "lower --ns-workers and --batch-size";
      break;
    case ErrorKind::timed_out:
      if (status.message.find(kTooLargeResourceVersion) != std::string::npos) {
        // Its cache moves with the next change of a pod, or when etcd reports progress: minutes, on a quiet cluster.
        failure.ahead_of_cache = true;
        failure.permanent = true;
        error.kind = ErrorKind::bad_answer;
        error.message = fmt::format("the API server's cache is behind: {}", described(status));
        error.hint = "scan without --quick";
        break;
      }
      error.message = fmt::format("the API server gave up in time: {}", described(status));
      error.hint = "scan again when the API server is less busy, or lower --ns-workers";
      break;
    case ErrorKind::server_error:
      error.message = status.code != 0 ? fmt::format("the API server failed ({}): {}", status.code, described(status))
                                       : fmt::format("the API server failed: {}", described(status));
      break;
    default:
      error.message = status.code != 0
                          ? fmt::format("the API server refused the request ({}): {}", status.code, described(status))
                          : fmt::format("the API server refused the request: {}", described(status));
      break;
  }
  return failure;
}

}  // namespace oomscan::kube
