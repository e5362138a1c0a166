#include "fleet_sim/encoding.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "fleet_sim/protobuf_schema.hpp"
#include "fleet_sim/protobuf_writer.hpp"

namespace oomscan::fleet_sim {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

Wanted wanted_encoding(std::string_view accept, bool serves_protobuf) {
  if (trimmed(accept).empty()) return Wanted::json;
  for (std::size_t at = 0; at < accept.size();) {
    const std::size_t comma = std::min(accept.find(',', at), accept.size());
    const std::string_view entry = accept.substr(at, comma - at);
    const std::string_view type = trimmed(entry.substr(0, entry.find(';')));
    if (type == kProtobuf && serves_protobuf) return Wanted::protobuf;
    if (type == "application/json" || type == "*/*" || type == "application/*") return Wanted::json;
    at = comma + 1;
  }
  return Wanted::nothing_known;
}

Answer in_protobuf(Answer answer) {
  if (answer.content_type != "application/json") return answer;
  const auto json =
      nlohmann::ordered_json::parse(answer.head + std::string(answer.middle) + answer.tail, nullptr, false);
  if (!json.is_object() || find_message(json.value("kind", "")) == nullptr) return answer;
  answer.content_type = kProtobuf;
  answer.head = protobuf_answer(json);
  answer.middle = {};
  answer.tail.clear();
  return answer;
}

Answer negotiated(Answer answer, std::string_view accept, bool serves_protobuf) {
  const bool refusal = answer.status >= 400;
  const bool protobuf = refusal && wanted_encoding(accept, serves_protobuf) == Wanted::protobuf;
  return protobuf ? in_protobuf(std::move(answer)) : answer;
}

}  // namespace oomscan::fleet_sim
