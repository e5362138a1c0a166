// Objects of the API in application/vnd.kubernetes.protobuf, from their JSON. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace oomscan::fleet_sim {

inline constexpr std::string_view kProtobuf = "application/vnd.kubernetes.protobuf";

// The message alone. Throws std::invalid_argument for a kind, a field or a value that the schema does not have.
[[nodiscard]] std::string protobuf_message(const nlohmann::ordered_json& object, std::string_view kind);

// A message of this kind as an answer has it.
[[nodiscard]] std::string protobuf_envelope(std::string_view api_version, std::string_view kind,
                                            std::string_view message);

// A whole answer in JSON, with its kind and apiVersion, as one in protobuf. Throws as above.
[[nodiscard]] std::string protobuf_answer(const nlohmann::ordered_json& answer);

// A list's parts, to be put together: its metadata, and an element.
[[nodiscard]] std::string protobuf_list_metadata(const nlohmann::ordered_json& metadata);
[[nodiscard]] std::string protobuf_list_item(std::string_view message);

}  // namespace oomscan::fleet_sim
