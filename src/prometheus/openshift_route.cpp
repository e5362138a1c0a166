#include "prometheus/openshift_route.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace oomscan::prometheus {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kAuthorityBytesMax = std::size_t{1} << 20;
constexpr std::string_view kPemBegins = "-----BEGIN CERTIFICATE-----";

const Json& at(const Json& object, const char* key) {
  static const Json kNothing;
  if (!object.is_object()) return kNothing;
  const auto found = object.find(key);
  return found == object.end() ? kNothing : *found;
}

bool says(const Json& value, std::string_view text) {
  return value.is_string() && value.get_ref<const std::string&>() == text;
}

// status.ingress[]: what each router made of it.
bool is_admitted(const Json& route, const std::string& host) {
  const Json& routers = at(at(route, "status"), "ingress");
  return routers.is_array() && std::any_of(routers.begin(), routers.end(), [&](const Json& router) {
           const Json& conditions = at(router, "conditions");
           return says(at(router, "host"), host) && conditions.is_array() &&
                  std::any_of(conditions.begin(), conditions.end(), [](const Json& condition) {
                    return says(at(condition, "type"), "Admitted") && says(at(condition, "status"), "True");
                  });
         });
}

Error not_usable(std::string why) { return {ErrorKind::bad_answer, std::move(why), ""}; }

}  // namespace

std::string route_path(std::string_view name) {
  return fmt::format("/apis/route.openshift.io/v1/namespaces/{}/routes/{}", kRouteNamespace, name);
}

Result<ServerUrl> route_url(std::string_view body, std::string_view name) {
  const Json route = Json::parse(body, nullptr, false);
  const Json& metadata = at(route, "metadata");
  if (!says(at(metadata, "name"), name) || !says(at(metadata, "namespace"), kRouteNamespace)) {
    return not_usable("the answer is another object than the one that was asked for");
  }
  const Json& host = at(at(route, "spec"), "host");
  auto url = host.is_string() ? parse_server_url("https://" + host.get<std::string>()) : Result<ServerUrl>(Error{});
  if (!url || !url->base_path.empty()) return not_usable("it names no host");
  if (!at(at(route, "spec"), "tls").is_object()) {
    return not_usable("it has no TLS, and a token is not sent in the clear");
  }
  if (!is_admitted(route, host.get<std::string>())) {
    return not_usable("no router has admitted it, so its host may be anybody's");
  }
  return url;
}

std::optional<std::string> ingress_authority(KubeApi& api, std::stop_token stop) {
  ApiRequest request;
  request.path = kIngressAuthorityPath;
  request.body_bytes_max = kAuthorityBytesMax;
  const KubeApi::Answer answer = api.get(request, std::move(stop));
  if (!answer.response) return std::nullopt;
  const Json configmap = Json::parse(answer.response->body, nullptr, false);
  const Json& bundle = at(at(configmap, "data"), "ca-bundle.crt");
  if (!bundle.is_string() || bundle.get_ref<const std::string&>().find(kPemBegins) == std::string::npos) {
    return std::nullopt;
  }
  return bundle.get<std::string>();
}

}  // namespace oomscan::prometheus
