#include "access/own_review.hpp"

#include <nlohmann/json.hpp>

namespace oomscan::access {
namespace {

using Json = nlohmann::json;

const Json* member(const Json* object, const char* key) {
  if (object == nullptr || !object->is_object()) return nullptr;
  const auto found = object->find(key);
  return found == object->end() ? nullptr : &*found;
}

}  // namespace

std::string access_review(const Right& right, std::string_view namespace_name) {
  Json attributes{{"verb", right.verb}, {"resource", right.resource}};
  if (!right.group.empty()) attributes["group"] = right.group;
  if (!right.subresource.empty()) attributes["subresource"] = right.subresource;
  if (!right.names.empty()) attributes["name"] = right.names.front();
  if (!namespace_name.empty()) attributes["namespace"] = namespace_name;
  return Json{{"apiVersion", "authorization.k8s.io/v1"},
              {"kind", "SelfSubjectAccessReview"},
              {"spec", {{"resourceAttributes", std::move(attributes)}}}}
      .dump();
}

std::optional<bool> read_access_review(std::string_view json) {
  const Json review = Json::parse(json, nullptr, false);
  const Json* status = member(&review, "status");
  const Json* allowed = member(status, "allowed");
  if (allowed == nullptr || !allowed->is_boolean()) return std::nullopt;
  return allowed->get<bool>();
}

std::string user_review() {
  return Json{{"apiVersion", "authentication.k8s.io/v1"}, {"kind", "SelfSubjectReview"}}.dump();
}

std::string read_openshift_user(std::string_view json) {
  const Json user = Json::parse(json, nullptr, false);
  const Json* metadata = member(&user, "metadata");
  const Json* name = member(metadata, "name");
  return name != nullptr && name->is_string() ? name->get<std::string>() : std::string{};
}

}  // namespace oomscan::access
