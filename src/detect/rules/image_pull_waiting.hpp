// The kubelet's own word: a container waits for an image that cannot be had.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed, in any range, without a timestamp: the status does not say since when.
extern const Rule kImagePullWaiting;

}  // namespace oomscan::detect
