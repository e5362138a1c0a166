#include "fleet_sim/status_answers.hpp"

#include <nlohmann/json.hpp>

namespace oomscan::fleet_sim {
namespace {

using Json = nlohmann::ordered_json;

Answer status_answer(int code, std::string_view reason, std::string_view message, Json details = nullptr,
                     Json metadata = Json::object()) {
  Json status = {{"kind", "Status"},    {"apiVersion", "v1"}, {"metadata", std::move(metadata)},
                 {"status", "Failure"}, {"message", message}, {"reason", reason}};
  if (!details.is_null()) status["details"] = std::move(details);
  status["code"] = code;
  Answer answer;
  answer.status = code;
  answer.head = status.dump() + "\n";
  return answer;
}

}  // namespace

Answer unauthorized() { return status_answer(401, "Unauthorized", "Unauthorized"); }

Answer forbidden(const Denied& denied) {
  const std::string kind = denied.resource.substr(0, denied.resource.find('/'));
  std::string message = kind;
  if (!denied.group.empty()) message += "." + denied.group;
  if (!denied.name.empty()) message += " \"" + denied.name + "\"";
  message += " is forbidden: User \"" + denied.user + "\" cannot " + denied.verb + " resource \"" + denied.resource +
             "\" in API group \"" + denied.group + "\" ";
  message +=
      denied.namespace_name.empty() ? "at the cluster scope" : "in the namespace \"" + denied.namespace_name + "\"";
  Json details = Json::object();
  if (!denied.name.empty()) details["name"] = denied.name;
  if (!denied.group.empty()) details["group"] = denied.group;
  details["kind"] = kind;
  Answer answer = status_answer(403, "Forbidden", message, std::move(details));
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return answer;
}

Answer not_found(std::string_view resource, std::string_view name) {
  return status_answer(404, "NotFound", std::string(resource) + " \"" + std::string(name) + "\" not found",
                       {{"name", name}, {"kind", resource}});
}

Answer no_such_path() {
  Answer answer;
  answer.status = 404;
  answer.content_type = "text/plain; charset=utf-8";
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
  answer.head = "404 page not found\n";
  return answer;
}

Answer no_such_resource() {
  return status_answer(404, "NotFound", "the server could not find the requested resource", Json::object());
}

Answer bad_request(std::string_view message) { return status_answer(400, "BadRequest", message); }

Answer method_not_allowed() {
  return status_answer(405, "MethodNotAllowed", "the server does not allow this method on the requested resource",
                       Json::object());
}

Answer not_acceptable() {
  return status_answer(406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: application/json",
                       Json::object());
}

Answer unsupported_media_type() {
  return status_answer(
      415, "UnsupportedMediaType",
      "the body of the request was in an unknown format - accepted media types include: application/json",
      Json::object());
}

Answer expired(std::string_view fresh_continue) {
  Json metadata = Json::object();
  if (!fresh_continue.empty()) metadata["continue"] = fresh_continue;
  return status_answer(
      410, "Expired",
      "The provided continue parameter is too old to display a consistent list result. You can start a new list "
      "without "
      "the continue parameter, or use the continue token in this response to retrieve the remainder of the results. "
      "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or "
      "deleted between the time the first chunk was returned and now may show up in the list.",
      nullptr, std::move(metadata));
}

Answer failure(int status, int retry_after_s) {
  Answer answer;
  switch (status) {
    case 401:
      return unauthorized();
    case 406:
      return not_acceptable();
    case 403:
      // As for an identity that may, while the server cannot look up why.
      answer = forbidden({"sre", "list", "", "pods", "hurt", ""});
      break;
    case 410:
      return expired("");
    case 429:
      answer = status_answer(429, "TooManyRequests", "Too many requests, please try again later.",
                             {{"retryAfterSeconds", retry_after_s > 0 ? retry_after_s : 1}});
      break;
    case 500:
      answer = status_answer(500, "InternalError", "Internal error occurred: etcdserver: leader changed",
                             {{"causes", Json::array({{{"message", "etcdserver: leader changed"}}})}});
      break;
    case 503:
      answer = status_answer(503, "ServiceUnavailable", "the server is currently unable to handle the request",
                             Json::object());
      break;
    case 504:
      answer = status_answer(504, "Timeout", "Timeout: request did not complete within the allotted timeout",
                             Json::object());
      break;
    default:
      // A load balancer in between rather than the API server.
      answer.status = status;
      answer.content_type = "text/html";
      answer.head = "<html><body><h1>" + std::to_string(status) + "</h1></body></html>\n";
  }
  if (retry_after_s > 0) answer.headers.emplace_back("Retry-After", std::to_string(retry_after_s));
  return answer;
}

}  // namespace oomscan::fleet_sim
