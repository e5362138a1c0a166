#include "cli/exit_statuses.hpp"

namespace oomscan::cli {
namespace {

constexpr CommandSet kScan{Command::scan};
constexpr CommandSet kDoctor{Command::doctor};
constexpr CommandSet kRbac{Command::rbac};
constexpr CommandSet kExplain{Command::explain};
constexpr CommandSet kHistory{Command::trends,         Command::score,          Command::regressions,
                              Command::incidents,      Command::history_runs,   Command::history_show,
                              Command::history_import, Command::history_export, Command::history_prune};

constexpr ExitStatus kStatuses[] = {
    {"0", "Everything asked for was seen.", kScan},
    {"0", "A scan with these options would see everything.", kDoctor},
    {"0", "The roles were printed.", kRbac},
    {"0", "The pod was explained.", kExplain},
    {"1", "Nothing could be scanned, or the results could not be written.", kScan},
    {"1", "No cluster could be scanned, or the results could not be written.", kDoctor},
    {"1", "The roles could not be printed.", kRbac},
    {"1", "The pod could not be read, or the case could not be written.", kExplain},
    {"0", "The answer was printed, or what was asked was done.", kHistory},
    {"1", "There is no history, or it failed.", kHistory},
    {"2", "Wrong usage: the command line, the environment or the configuration file.", CommandSet::every()},
    {"3", "Finished, but something could not be seen (0 with --allow-gaps).", kScan},
    {"3", "A scan would have gaps (0 with --allow-gaps).", kDoctor},
    {"4", "Findings (only with --fail-on; wins over 3).", kScan},
    {"5", "Everything asked for was seen, but the history (--store) failed: the run is not remembered.", kScan},
    {"70", "A bug in oom-scan.", CommandSet::every()},
    {"130", "Interrupted; what was found is still written, marked partial.", kScan},
    {"130", "Interrupted.", kHistory | CommandSet{Command::doctor, Command::explain}},
};

}  // namespace

std::span<const ExitStatus> exit_statuses() { return kStatuses; }

}  // namespace oomscan::cli
