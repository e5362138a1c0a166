// The kubelet's BackOff Events about restarting a container: also what tells of a loop between two back-offs, and of
// one that is over.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed. One moment an Event: its count grows at every sync in back-off, not with the crashes.
extern const Rule kBackOffEvent;

}  // namespace oomscan::detect
