// Options about what is remembered: where, under which id, and what is known already. Pure, safe from any thread.
#pragma once

#include "cli/reader.hpp"
#include "oomscan/model/options.hpp"

namespace oomscan::cli {

// After what it depends on: Options::fail_on. A password in an address is refused where others can read it.
void read_history(Reader& reader, Options& options);

}  // namespace oomscan::cli
