// Failures that the API server itself reports: a Status object (meta/v1), or a bare HTTP status.
// Pure functions, safe from any thread. Messages are made printable and short.
#pragma once

#include <optional>
#include <string_view>

#include "kube/door/api_status.hpp"
#include "kube/door/error_frame.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// A Status in JSON or in protobuf. nullopt: `body` is no Status object. Protobuf that is none, or is damaged, gives a
// status that says so: its bytes are no words to show.
[[nodiscard]] std::optional<ServerStatus> parse_status(std::string_view body);

// The kind follows from the reason where there is a known one, else from the code.
[[nodiscard]] ApiFailure failure_from(const ServerStatus& status, const ErrorFrame& frame);

// 401, by whatever way it became known.
[[nodiscard]] Error not_logged_in(const ErrorFrame& frame);

// "no answer within 45 s", with its hint.
[[nodiscard]] Error no_answer(const ErrorFrame& frame);

}  // namespace oomscan::kube
