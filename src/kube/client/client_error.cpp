#include "kube/client/client_error.hpp"

#include <array>
#include <cstddef>
#include <string>

#include <fmt/format.h>

#include "kube/client/client_words.hpp"
#include "kube/door/server_status.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

constexpr std::size_t kReasonBytesMax = 300;

enum class Cause {
  credentials,
  unauthorized,
  certificate,
  plain_http,
  no_such_name,
  refused,
  no_route,
  timeout,
  broke
};

struct Known {
  std::string_view part;
  Cause cause;
};
// The first match wins: a plug-in's failure may quote a timeout, and a failed lookup may have timed out.
constexpr std::array kKnown{
    Known{"getting credentials", Cause::credentials},
    Known{"credential plugin", Cause::credentials},
    Known{"no Auth Provider found", Cause::credentials},
    Known{"You must be logged in", Cause::unauthorized},
    Known{"x509:", Cause::certificate},
    Known{"failed to verify certificate", Cause::certificate},
    Known{"server gave HTTP response to HTTPS client", Cause::plain_http},
    Known{"first record does not look like a TLS handshake", Cause::plain_http},
    Known{"no such host", Cause::no_such_name},
    Known{"connection refused", Cause::refused},
    Known{"no route to host", Cause::no_route},
    Known{"network is unreachable", Cause::no_route},
    Known{"server misbehaving", Cause::no_route},
    Known{"timeout", Cause::timeout},
    Known{"Client.Timeout", Cause::timeout},
    Known{"deadline exceeded", Cause::timeout},
    Known{"request canceled", Cause::timeout},
    Known{"connection timed out", Cause::timeout},
    Known{"connection reset", Cause::broke},
    Known{"broken pipe", Cause::broke},
    Known{"GOAWAY", Cause::broke},
    Known{"http2: ", Cause::broke},
    Known{"stream error", Cause::broke},
    Known{"transport connection broken", Cause::broke},
    Known{"malformed HTTP", Cause::broke},
    Known{"use of closed network connection", Cause::broke},
    Known{"EOF", Cause::broke},
};

std::string first_line(std::string_view text) {
  while (!text.empty() && (text.front() == '\n' || text.front() == ' ')) text.remove_prefix(1);
  text = text.substr(0, text.find('\n'));
  while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
  return printable(text, kReasonBytesMax);
}

std::string of_server(const ErrorFrame& frame) {
  return frame.server.empty() ? std::string{} : fmt::format(" of '{}'", printable(frame.server, 200));
}

}  // namespace

std::optional<ApiFailure> failure_from_client_text(std::string_view text, const ErrorFrame& frame) {
  const Known* known = nullptr;
  for (const auto& candidate : kKnown) {
    if (text.find(candidate.part) != std::string_view::npos) {
      known = &candidate;
      break;
    }
  }
  if (known == nullptr) return std::nullopt;
  const std::string why = first_line(text);
  ApiFailure failure;
  Error& error = failure.error;
  error.kind = ErrorKind::unreachable;
  switch (known->cause) {
    case Cause::credentials:
      error = not_logged_in(frame);
      error.message = fmt::format("no credentials: {}", client_words(text));
      break;
    case Cause::unauthorized:
      error = not_logged_in(frame);
      break;
    case Cause::certificate:
      error.message = fmt::format("the certificate{} is not trusted: {}", of_server(frame), why);
      error.hint = "check the address, and the context's certificate-authority";
      if (frame.tool == "oc") error.hint += "; 'oc login' offers to trust the certificate and stores it";
      failure.permanent = true;
      break;
    case Cause::plain_http:
      error.message = fmt::format("the server does not speak TLS: {}", why);
      error.hint = "check the context's server address";
      failure.permanent = true;
      break;
    case Cause::no_such_name:
      error.message = fmt::format("the server's name cannot be resolved: {}", why);
      error.hint = "check the context's server address, DNS and VPN";
      failure.permanent = true;
      break;
    case Cause::refused:
      error.message = fmt::format("connection refused: {}", why);
      error.hint = "is the cluster up? check its API server, and VPN or proxy settings";
      break;
    case Cause::no_route:
      error.message = fmt::format("the server cannot be reached: {}", why);
      error.hint = "check network, DNS and VPN";
      break;
    case Cause::timeout:
      error = no_answer(frame);
      error.message = fmt::format("no answer in time: {}", why);
      break;
    case Cause::broke:
      error.message = fmt::format("the connection broke: {}", why);
      error.hint = "check the API server, and load balancers or proxies on the way";
      break;
  }
  return failure;
}

}  // namespace oomscan::kube
