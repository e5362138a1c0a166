// The kubelet's Events about an image that cannot be had: what tells of it between two tries, and once it is over.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed. A back-off is no moment of its own beside the failed pull that it follows.
extern const Rule kImagePullEvent;

}  // namespace oomscan::detect
