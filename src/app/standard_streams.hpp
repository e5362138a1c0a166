// The three descriptors that every program takes for granted, also where whoever started this one has closed them.
#pragma once

namespace oomscan::app {

// Descriptors 0, 1 and 2 that are closed lead to /dev/null from now on: otherwise the next file or socket opened would
// get such a number, and be written to as if it were stdout. A stdout or stderr that was closed fails every write, as
// before. Before anything else is opened; not thread-safe.
void occupy_standard_streams();

}  // namespace oomscan::app
