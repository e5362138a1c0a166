// The room's door: finds secrets by where they stand (keys, headers, URLs) and by how they look (prefixes, PEM, JWT).
// Invariant: what a person needs to read a failure stays; a marker tells a secret's kind, never its length.
#pragma once

#include <memory>

#include "oomscan/ports/redactor.hpp"

namespace oomscan::redact {

[[nodiscard]] std::unique_ptr<Redactor> make_redactor();

}  // namespace oomscan::redact
