#include "cli/exit_statuses.hpp"

namespace oomscan::cli {
namespace {

constexpr CommandSet kScan{Command::scan};
constexpr CommandSet kDoctor{Command::doctor};
constexpr CommandSet kRbac{Command::rbac};
constexpr CommandSet kExplain{Command::explain};

constexpr ExitStatus kStatuses[] = {
    {"0", "Everything asked for was seen.", kScan},
    {"0", "A scan with these options would see everything.", kDoctor},
    {"0", "The roles were printed.", kRbac},
    {"0", "The pod was explained.", kExplain},
    {"1", "Nothing could be scanned, or the results could not be written.", kScan},
    {"1", "No cluster could be scanned, or the results could not be written.", kDoctor},
    {"1", "The roles could not be printed.", kRbac},
    {"1", "The pod could not be read, or the case could not be written.", kExplain},
    {"2", "Wrong usage: the command line, the environment or the configuration file.", CommandSet::every()},
    {"3", "Finished, but something could not be seen (0 with --allow-gaps).", kScan},
    {"3", "A scan would have gaps (0 with --allow-gaps).", kDoctor},
    {"4", "Findings (only with --fail-on; wins over 3).", kScan},
    {"70", "A bug in oom-scan.", CommandSet::every()},
    {"130", "Interrupted; what was found is still written, marked partial.", kScan},
    {"130", "Interrupted.", {Command::doctor, Command::explain}},
};

}  // namespace

std::span<const ExitStatus> exit_statuses() { return kStatuses; }

}  // namespace oomscan::cli
