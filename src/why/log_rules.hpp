// What runtimes, drivers and tools say when they fail.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "oomscan/model/why.hpp"

namespace oomscan::why {

// One way of saying it. The first rule that matches a line decides its category.
struct LogRule {
  LogCategory category;    // `unknown`: looks like another one and is none
  std::string_view words;  // RE2, case-insensitive, searched anywhere in the line
  std::string_view said_by;
};

// With static storage; thread-safe.
[[nodiscard]] std::span<const LogRule> log_rules();

// The rule that decides about a line; nullptr: none matches. Thread-safe.
[[nodiscard]] const LogRule* deciding_rule(std::string_view line);

// The category that a line names; nullopt: none. Thread-safe.
[[nodiscard]] std::optional<LogCategory> category_of(std::string_view line);

// Whether a line says that the database is there (again), so that earlier failures to reach it were overcome.
[[nodiscard]] bool tells_of_a_database_reached(std::string_view line);

}  // namespace oomscan::why
