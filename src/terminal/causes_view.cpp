#include "terminal/causes_view.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "oomscan/overview/causes.hpp"
#include "oomscan/overview/problems.hpp"
#include "terminal/layout.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

// So many rows to a cause, or the causes are only more to read.
constexpr std::size_t kWorthSaying = 2;
constexpr std::size_t kLogLineMax = 160;  // bytes; -v and the JSON have the whole line

std::string where_words(const overview::CauseGroup& group, Timestamp now) {
  std::string text = group.pods > 0 ? counted(static_cast<std::int64_t>(group.pods), "pod") : "nodes";
  if (group.namespaces > 1) text += ", " + counted(static_cast<std::int64_t>(group.namespaces), "namespace");
  if (group.clusters > 1) text += ", " + counted(static_cast<std::int64_t>(group.clusters), "cluster");
  if (group.active == 0) text += ", none failing now";
  if (group.since) text += ", first " + ago(*group.since, now);
  return text;
}

std::string who_words(const overview::CauseGroup& group) {
  const Finding& about = group.about();
  if (about.pod.empty()) return "node " + printable(about.node);
  std::string text;
  if (!about.container.empty()) text = printable(about.container) + " ";
  if (!about.image.empty()) {
    text += "in " + printable(overview::image_without_tag(about.image));
  } else {
    text += "of " + printable(about.namespace_name) + "/" +
            printable(about.workload.name.empty() ? about.pod : about.workload.name);
  }
  return text;
}

}  // namespace

void render_causes(const ScanReport& report, std::size_t rows, const TerminalStyle& style, std::ostream& out) {
  if (rows <= kScreenRows) return;
  const std::vector<overview::CauseGroup> groups = overview::causes(report);
  if (groups.size() > rows / kWorthSaying) return;
  const std::size_t shown = style.details ? groups.size() : std::min(groups.size(), kCausesMax);
  out << painted(fmt::format("{} behind {}:\n", counted(static_cast<std::int64_t>(groups.size()), "cause"),
                             counted(static_cast<std::int64_t>(report.findings.size()), "finding")),
                 Color::bold, style);
  for (std::size_t i = 0; i < shown; ++i) {
    const overview::CauseGroup& group = groups[i];
    out << hanging("  ", fmt::format("{}: {}", overview::verdict_words(group), where_words(group, report.generated_at)),
                   style.width);
    out << hanging("      ", who_words(group), style.width);
    if (overview::log_explains(group.about())) {
      out << hanging("      log: ", printable(group.about().log_cause->line, kLogLineMax), style.width);
    }
    out << hanging("      > ", overview::advice(group), style.width);
  }
  if (shown < groups.size()) {
    out << fmt::format("  and {} more; -v shows all\n",
                       counted(static_cast<std::int64_t>(groups.size() - shown), "cause"));
  }
  out << '\n';
}

}  // namespace oomscan::terminal
