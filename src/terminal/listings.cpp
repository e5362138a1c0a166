#include "terminal/listings.hpp"

#include "oomscan/model/text.hpp"
#include "terminal/layout.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {

void render_contexts(const std::vector<Cluster>& clusters, const TerminalStyle& style, std::ostream& out) {
  std::vector<std::vector<std::string>> rows = {{" ", "CLUSTER", "CONTEXT", "SERVER", "USER", "NOTE"}};
  const auto add = [&](const Cluster& cluster, const Context& context, bool folded) {
    rows.push_back({context.current ? "*" : " ", cluster.name, context.name, context.server, context.user,
                    folded ? "same cluster as " + cluster.context.name : ""});
  };
  for (const Cluster& cluster : clusters) {
    add(cluster, cluster.context, false);
    for (const Context& context : cluster.folded) add(cluster, context, true);
  }
  out << table(rows, Color::bold, style);
}

void render_namespaces(const std::vector<NamespaceListing>& listings, const TerminalStyle& style, std::ostream& out) {
  std::vector<std::vector<std::string>> rows = {{"CLUSTER", "NAMESPACE"}};
  for (const NamespaceListing& listing : listings) {
    for (const std::string& name : listing.selected) rows.push_back({listing.cluster, name});
  }
  out << table(rows, Color::bold, style);
  for (const NamespaceListing& listing : listings) {
    const auto selected = static_cast<std::int64_t>(listing.selected.size());
    if (!listing.total || *listing.total == selected) continue;
    out << printable(listing.cluster) << ": " << grouped(selected) << " of " << counted(*listing.total, "namespace")
        << " selected\n";
  }
}

void render_detectors(std::span<const DetectorInfo> detectors, const TerminalStyle& style, std::ostream& out) {
  std::vector<std::vector<std::string>> rows = {{"TYPE", "DEFAULT", "WHAT IT FINDS"}};
  for (const DetectorInfo& detector : detectors) {
    rows.push_back({std::string(detector.id), detector.on_by_default ? "on" : "", std::string(detector.description)});
  }
  out << table(rows, Color::bold, style);
}

}  // namespace oomscan::terminal
