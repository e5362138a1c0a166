// Text within XML 1.0, as the content of an element or the value of an attribute. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace oomscan::exports {

// One line that every XML parser takes and that reads as it is written: what no reader sees (controls, which XML
// forbids, and what turns text around) and bytes that are no UTF-8 are shown by their number, as on a terminal; markup
// is escaped, so that nothing ends an element, an attribute or a section.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace oomscan::exports
