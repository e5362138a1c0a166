#include "fleet_sim/access_review.hpp"

#include <array>
#include <optional>

#include "fleet_sim/access.hpp"
#include "fleet_sim/status_answers.hpp"

namespace oomscan::fleet_sim {
namespace {

std::optional<std::size_t> varint(std::string_view& bytes) {
  std::size_t value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::size_t>(byte & 0x7fU) << shift;
    if ((byte & 0x80U) == 0) return value;
  }
  return std::nullopt;
}

// The length-delimited field `number` of a protobuf message; empty if there is none. Other wire types end the search:
// the messages read here have none in front of what is looked for.
std::string_view field(std::string_view message, std::size_t number) {
  while (!message.empty()) {
    const auto key = varint(message);
    if (!key || (*key & 7U) != 2) return {};
    const auto length = varint(message);
    if (!length || *length > message.size()) return {};
    if (*key >> 3 == number) return message.substr(0, *length);
    message.remove_prefix(*length);
  }
  return {};
}

// Numbers from k8s.io/api authorization/v1 generated.proto and apimachinery's runtime.Unknown.
Json attributes_from_protobuf(std::string_view body) {
  constexpr std::string_view kMagic("k8s\0", 4);
  constexpr std::array<std::pair<const char*, std::size_t>, 5> kMembers{
      {{"namespace", 1}, {"verb", 2}, {"group", 3}, {"resource", 5}, {"subresource", 6}}};
  if (!body.starts_with(kMagic)) return nullptr;
  const std::string_view review = field(body.substr(kMagic.size()), 2);
  const std::string_view attributes = field(field(review, 2), 1);
  Json json = Json::object();
  for (const auto& [name, number] : kMembers) {
    if (const std::string_view value = field(attributes, number); !value.empty()) json[name] = value;
  }
  return json;
}

Json attributes_from_json(const std::string& body) {
  const Json review = Json::parse(body, nullptr, false);
  if (!review.is_object() || !review.contains("spec") || !review["spec"].is_object()) return nullptr;
  return review["spec"].value("resourceAttributes", Json::object());
}

}  // namespace

Answer review_access(const Query& query) {
  const bool json = query.content_type.find("json") != std::string::npos;
  if (!json && query.content_type.find("protobuf") == std::string::npos) return unsupported_media_type();
  const Json attributes = json ? attributes_from_json(query.body) : attributes_from_protobuf(query.body);
  if (!attributes.is_object()) return bad_request("the object provided is unrecognized");
  std::string resource = attributes.value("resource", "");
  if (const std::string part = attributes.value("subresource", ""); !part.empty()) resource += "/" + part;
  const std::string verb = attributes.value("verb", "");
  const bool reading = verb == "get" || verb == "list";
  const bool allowed = reading && may(query.identity, resource, attributes.value("namespace", ""));
  const Json review = {{"kind", "SelfSubjectAccessReview"},
                       {"apiVersion", "authorization.k8s.io/v1"},
                       {"metadata", Json::object()},
                       {"spec", {{"resourceAttributes", attributes}}},
                       {"status", {{"allowed", allowed}}}};
  Answer answer;
  answer.status = 201;
  answer.head = review.dump() + "\n";
  return answer;
}

}  // namespace oomscan::fleet_sim
