// What `oom-scan doctor` prints: a line for each question, its answer first, remedies below each no.
#pragma once

#include <ostream>

#include "oomscan/model/checkup.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

// The tool and the directories of this machine.
void render_machine_checkup(const Checkup& checkup, const TerminalStyle& style, std::ostream& out);

// One cluster: its name and address, then its lines.
void render_cluster_checkup(const ClusterCheckup& checkup, const TerminalStyle& style, std::ostream& out);

// How many clusters are ready, and the names of those that are not.
void render_checkup_summary(const Checkup& checkup, const TerminalStyle& style, std::ostream& out);

}  // namespace oomscan::terminal
