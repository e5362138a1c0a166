#include "kube/door/proxy_answer.hpp"

#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "kube/client/client_error.hpp"
#include "kube/door/server_status.hpp"
#include "oomscan/model/names.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

constexpr std::size_t kBodyShownBytesMax = 200;

KubeApi::Answer failed(ApiFailure failure) { return {std::nullopt, std::move(failure)}; }
KubeApi::Answer failed(Error error) { return failed(ApiFailure{std::move(error), std::nullopt}); }

// The words of a server, a load balancer or an HTML page that is not a Status.
std::string foreign_words(const HttpResponse& response) {
  if (response.content_type == "text/html") return "an HTML page, probably from a load balancer or gateway";
  return std::string(trimmed(std::string_view(response.body).substr(0, kBodyShownBytesMax)));
}

}  // namespace

KubeApi::Answer answer_from(HttpResponse response, const std::string& tool, const ErrorFrame& frame) {
  if (response.status >= 200 && response.status < 300) {
    return {ApiResponse{std::move(response.content_type), std::move(response.body), response.body_bytes_dropped,
                        response.date},
            std::nullopt};
  }
  const bool plain = response.content_type == "text/plain";
  if (plain && (response.status == 500 || response.status == 502)) {
    if (auto failure = failure_from_client_text(response.body, frame)) return failed(*std::move(failure));
  }
  // The API server's own 403 is a Status; this one comes from the proxy's filters.
  if (plain && response.status == 403 && trimmed(response.body) == "Forbidden") {
    return failed(Error{ErrorKind::bad_answer,
                        fmt::format("'{} proxy' on this machine did not let the request through", tool),
                        "try --transport exec"});
  }
  auto status = parse_status(response.body);
  if (!status) {
    status.emplace();
    status->message = foreign_words(response);
  }
  status->code = response.status;
  if (response.retry_after) status->retry_after = response.retry_after;
  return failed(failure_from(*status, frame));
}

}  // namespace oomscan::kube
