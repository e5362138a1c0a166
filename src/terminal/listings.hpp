// What --list-contexts, --list-namespaces and --list-detectors print: aligned tables with a header.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/ports/judge.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

// One row per context: '*' for the current one, the short name of its cluster, and whether it is folded into another
// context of the same route and user.
void render_contexts(const std::vector<Cluster>& clusters, const TerminalStyle& style, std::ostream& out);

struct NamespaceListing {
  std::string cluster;
  std::vector<std::string> selected;
  std::optional<std::int64_t> total;  // nullopt: not known
};

// One row per namespace that a scan would look at.
void render_namespaces(const std::vector<NamespaceListing>& listings, const TerminalStyle& style, std::ostream& out);

void render_detectors(std::span<const DetectorInfo> detectors, const TerminalStyle& style, std::ostream& out);

}  // namespace oomscan::terminal
