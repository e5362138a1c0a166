// What is said of a gap to a person: the same words on the terminal, in tables and in pages. Pure, thread-safe.
#pragma once

#include <string_view>

#include "oomscan/model/gap.hpp"

namespace oomscan::overview {

// "everything", "logs", "pods", ...
[[nodiscard]] std::string_view words(GapSubject subject);

// "not allowed (403)", "not logged in (401)", ...
[[nodiscard]] std::string_view words(GapReason reason);

}  // namespace oomscan::overview
