// Text from a cluster as one CSV cell that no spreadsheet runs and no terminal acts on.
#pragma once

#include <string>
#include <string_view>

namespace oomscan::exports {

// Valid UTF-8 without control characters but newline and tab (others are escaped visibly), quoted where RFC 4180 asks
// for it. An apostrophe stands before whatever a spreadsheet might take for a formula: '=', '+', '-', '@' and their
// full-width forms, at the beginning or after a separator (a reader that splits at ';' or tab sees other cells than we
// wrote), also behind white space and quotes; and before a leading tab. Not for numbers of our own.
[[nodiscard]] std::string csv_cell(std::string_view text, char separator = ',');

}  // namespace oomscan::exports
