// What is in this program's memory stays there: it may hold a session's token, and texts of clusters that nobody has
// redacted yet.
#pragma once

namespace oomscan::app {

// From now on neither this process nor its children leave core dumps, and no other process of this user may read this
// one's memory (root may). To debug it, start it under the debugger. First of all, before any thread or child. Never
// fails: where the kernel refuses, things stay as they were.
void keep_memory_private();

}  // namespace oomscan::app
