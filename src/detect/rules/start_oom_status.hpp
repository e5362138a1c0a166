// A memory limit so low that the container's first process is OOM-killed before the image's own program runs, or that
// it cannot even be set, as the container's status tells it.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// probable, cause "limit too low to start". Reads the message of a start failure only: what a program writes as its
// termination message proves nothing.
extern const Rule kStartOomStatus;

}  // namespace oomscan::detect
