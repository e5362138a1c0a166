// The formats that a report can be written in: one line here for each.
#pragma once

#include <span>
#include <string_view>

#include "oomscan/ports/exporter.hpp"

namespace oomscan::exports {

// All exporters, in the order in which they are written. They live as long as the program.
[[nodiscard]] std::span<const Exporter* const> exporters();

// nullptr if no format has this id.
[[nodiscard]] const Exporter* find_exporter(std::string_view id);

}  // namespace oomscan::exports
