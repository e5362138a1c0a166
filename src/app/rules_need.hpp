// What the rules of a scan need of a cluster beside pods and their Events, for whoever speaks of rights.
#pragma once

#include "access/right.hpp"
#include "oomscan/model/options.hpp"

namespace oomscan::app {

[[nodiscard]] access::RulesNeed rules_need(const Options& options);

}  // namespace oomscan::app
