// A pod that its node threw out, as its status says it.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed, of the pod as a whole: no container. Dated by its Event, else by when its last container ended.
extern const Rule kEvictedStatus;

}  // namespace oomscan::detect
