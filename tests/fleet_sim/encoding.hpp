// Which encoding an answer is given in. Pure; thread-safe.
#pragma once

#include <string_view>

#include "fleet_sim/answer.hpp"

namespace oomscan::fleet_sim {

enum class Wanted { json, protobuf, nothing_known };

// The first known media type of an Accept header; none given: JSON. A table counts as JSON.
[[nodiscard]] Wanted wanted_encoding(std::string_view accept, bool serves_protobuf);

// An answer in JSON whose kind has a schema (Status, Pod, ...) in protobuf; any other as it is.
[[nodiscard]] Answer in_protobuf(Answer answer);

// A refusal in the encoding that was asked for; any other answer as it is.
[[nodiscard]] Answer negotiated(Answer answer, std::string_view accept, bool serves_protobuf);

}  // namespace oomscan::fleet_sim
