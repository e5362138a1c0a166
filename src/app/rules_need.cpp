#include "app/rules_need.hpp"

#include "detect/catalog_judge.hpp"

namespace oomscan::app {

access::RulesNeed rules_need(const Options& options) { return {detect::reads_node_events(options.types)}; }

}  // namespace oomscan::app
