#include "app/rules_need.hpp"

#include <memory>

#include "detect/catalog_judge.hpp"
#include "oomscan/ports/judge.hpp"

namespace oomscan::app {

access::RulesNeed rules_need(const Options& options) { return {detect::make_judge(options.types)->judges_nodes()}; }

}  // namespace oomscan::app
