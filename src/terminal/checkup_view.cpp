#include "terminal/checkup_view.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "oomscan/model/text.hpp"
#include "terminal/coverage_words.hpp"
#include "terminal/layout.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

constexpr std::size_t kVerdictWidth = 7;  // "unknown"
constexpr std::size_t kWhatWidth = 20;    // "artifacts directory"
constexpr int kBesideWidthMin = 60;       // in a narrower window an answer stands below its question

Color color_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::yes:
      return Color::green;
    case Verdict::no:
      return Color::red;
    case Verdict::unknown:
      break;
  }
  return Color::gray;
}

void render_checks(const std::vector<Check>& checks, const TerminalStyle& style, std::ostream& out) {
  for (const Check& check : checks) {
    const std::string verdict = padded(to_id(check.verdict), kVerdictWidth);
    const std::string what = padded(printable(check.what), kWhatWidth);
    const std::string indent(2 + kVerdictWidth + 2, ' ');
    const std::string line = style.width < kBesideWidthMin
                                 ? hanging("  " + verdict + "  ", printable(check.what), style.width) +
                                       hanging(indent, printable(check.detail), style.width)
                                 : hanging("  " + verdict + "  " + what + "  ", printable(check.detail), style.width);
    // Painted afterwards: colour takes no columns.
    out << "  " << painted(verdict, color_of(check.verdict), style) << line.substr(2 + verdict.size());
    // Commands are to be copied: never broken.
    for (const std::string& remedy : check.remedies) out << indent << "> " << printable(remedy) << '\n';
  }
}

std::vector<std::string> names_of(const Checkup& checkup, bool scannable) {
  std::vector<std::string> names;
  for (const ClusterCheckup& cluster : checkup.clusters) {
    if (!cluster.ready() && cluster.scannable == scannable) names.push_back(cluster.cluster);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

void render_machine_checkup(const Checkup& checkup, const TerminalStyle& style, std::ostream& out) {
  out << painted("this machine", Color::bold, style) << '\n';
  render_checks(checkup.machine, style, out);
}

void render_cluster_checkup(const ClusterCheckup& checkup, const TerminalStyle& style, std::ostream& out) {
  out << '\n' << painted(printable(checkup.cluster), Color::cyan, style);
  if (!checkup.server.empty()) out << "  " << printable(checkup.server);
  out << '\n';
  if (!checkup.folded_contexts.empty()) {
    const auto contexts = static_cast<std::int64_t>(checkup.folded_contexts.size()) + 1;
    out << hanging("  ", counted(contexts, "context") + " lead to this cluster; it is asked once", style.width);
  }
  render_checks(checkup.checks, style, out);
}

void render_checkup_summary(const Checkup& checkup, const TerminalStyle& style, std::ostream& out) {
  const auto ready = std::count_if(checkup.clusters.begin(), checkup.clusters.end(),
                                   [](const ClusterCheckup& cluster) { return cluster.ready(); });
  const auto all = static_cast<std::int64_t>(checkup.clusters.size());
  out << '\n';
  const std::string line = counted(all, "cluster") + ", " + grouped(ready) + " ready";
  out << (ready == all && all > 0 ? painted(line, Color::green, style) : line) << '\n';
  if (std::any_of(checkup.machine.begin(), checkup.machine.end(),
                  [](const Check& check) { return check.verdict == Verdict::no; })) {
    out << "  not ready: this machine, see above\n";
  }
  if (const auto names = names_of(checkup, true); !names.empty()) {
    out << hanging("  a scan would have gaps: ", some_names(names), style.width);
  }
  if (const auto names = names_of(checkup, false); !names.empty()) {
    out << hanging("  cannot be scanned: ", some_names(names), style.width);
  }
}

}  // namespace oomscan::terminal
