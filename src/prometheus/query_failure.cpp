#include "prometheus/query_failure.hpp"

#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oomscan/model/text.hpp"

namespace oomscan::prometheus {
namespace {

constexpr std::size_t kWordsBytesMax = 300;
constexpr std::size_t kErrorBodyBytesMax = std::size_t{1} << 20;

constexpr std::string_view kLessHint =
    "lower --ns-batch-size or --time-range, or raise the server's --query.max-samples";
constexpr std::string_view kTimeHint = "raise --timeout, lower --ns-batch-size or --prom-workers";
constexpr std::string_view kTokenHint =
    "log in again (oc login), or give --prometheus-url with --prometheus-token-file";
constexpr std::string_view kRoleHint = "ask for a role that may read metrics: 'cluster-monitoring-view' on OpenShift";

// prom-label-proxy (injectproxy/routes.go) and kube-rbac-proxy (pkg/filters), both in front of Thanos on OpenShift.
constexpr std::array<std::string_view, 3> kNamespaceWords{"\"namespace\" query parameter must be provided",
                                                          "\\\"namespace\\\" query parameter must be provided",
                                                          "Bad Request. The request or configuration is malformed."};
// promql.ErrTooManySamples, and the same in Thanos and Mimir.
constexpr std::array<std::string_view, 3> kLessWords{"would load too many samples", "too many samples",
                                                     "exceeded maximum resolution"};

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& words) {
  for (const std::string_view word : words) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

std::string words_of(const HttpResponse& response) {
  if (response.content_type == "text/html") return "an HTML page, probably from a gateway";
  const std::string_view body = std::string_view(response.body).substr(0, kErrorBodyBytesMax);
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (json.is_object()) {
    if (const auto error = json.find("error"); error != json.end() && error->is_string()) {
      return printable(error->get<std::string>(), kWordsBytesMax);
    }
  }
  std::string_view text = body;
  while (text.ends_with('\n') || text.ends_with('\r') || text.ends_with(' ')) text.remove_suffix(1);
  return text.empty() ? "no reason given" : printable(text, kWordsBytesMax);
}

QueryFailure failed(ErrorKind kind, std::string message, std::string_view hint, Remedy remedy = Remedy::none) {
  return {Error{kind, std::move(message), std::string(hint)}, remedy, std::nullopt};
}

}  // namespace

QueryFailure failure_from(const HttpResponse& response) {
  const std::string words = words_of(response);
  QueryFailure failure;
  switch (response.status) {
    case 401:
      return failed(ErrorKind::unauthorized, "it asks for other credentials (401)", kTokenHint);
    case 403:
      return failed(ErrorKind::forbidden, fmt::format("forbidden (403): {}", words), kRoleHint);
    case 404:
      return failed(ErrorKind::not_found, "there is no Prometheus at this address (404)",
                    "check --prometheus-url: it is the part before /api/v1");
    case 408:
    case 504:
      failure = failed(ErrorKind::timed_out, fmt::format("it gave up in time ({}): {}", response.status, words),
                       kTimeHint, Remedy::try_again);
      break;
    case 429:
      failure = failed(ErrorKind::throttled, fmt::format("it is throttling (429): {}", words), "lower --prom-workers",
                       Remedy::try_again);
      break;
    default:
      if (response.status >= 300 && response.status < 400) {
        return failed(ErrorKind::unauthorized,
                      fmt::format("it answered with a redirect ({}), probably to a login page", response.status),
                      kTokenHint);
      }
      if (response.status >= 500) {
        // Prometheus reports its own query timeout with 503.
        const bool late = words.find("timed out") != std::string::npos;
        failure =
            failed(late ? ErrorKind::timed_out : ErrorKind::server_error,
                   fmt::format("it failed ({}): {}", response.status, words), late ? kTimeHint : "", Remedy::try_again);
      } else {
        failure =
            failed(ErrorKind::bad_answer, fmt::format("it refused the query ({}): {}", response.status, words), "");
        if (response.status == 400 && holds_any(words, kNamespaceWords)) failure.remedy = Remedy::name_a_namespace;
      }
      break;
  }
  if (holds_any(words, kLessWords)) {
    failure.remedy = Remedy::ask_for_less;
    failure.error.hint = kLessHint;
  }
  failure.retry_after = response.retry_after;
  return failure;
}

QueryFailure failure_from(Error error) {
  QueryFailure failure{std::move(error), Remedy::none, std::nullopt};
  if (failure.error.kind == ErrorKind::timed_out) {
    failure.remedy = Remedy::try_again;
    if (failure.error.hint.empty()) failure.error.hint = kTimeHint;
  }
  if (failure.error.kind == ErrorKind::unreachable) failure.remedy = Remedy::try_again;
  return failure;
}

QueryFailure failure_from(ApiFailure from) {
  QueryFailure failure{std::move(from.error), Remedy::none, from.retry_after};
  Error& error = failure.error;
  switch (error.kind) {
    case ErrorKind::unauthorized:
      // The cluster's own door let the request through: it is the service behind it that wants more.
      error.message = "it asks for credentials of its own (401), which the API server's service proxy cannot pass on";
      error.hint = "give --prometheus-url with --prometheus-token-file";
      break;
    case ErrorKind::forbidden:
      error.hint = "ask for 'get' on 'services/proxy', or give --prometheus-url";
      break;
    case ErrorKind::timed_out:
    case ErrorKind::throttled:
    case ErrorKind::server_error:
    case ErrorKind::unreachable:
      if (!from.permanent) failure.remedy = Remedy::try_again;
      break;
    default:
      break;
  }
  if (error.kind == ErrorKind::bad_answer && holds_any(error.message, kNamespaceWords)) {
    failure.remedy = Remedy::name_a_namespace;
  }
  if (holds_any(error.message, kLessWords)) {
    failure.remedy = Remedy::ask_for_less;
    error.hint = kLessHint;
  }
  return failure;
}

}  // namespace oomscan::prometheus
