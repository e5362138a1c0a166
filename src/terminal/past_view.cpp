// Incidents and runs.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "terminal/analysis_view.hpp"
#include "terminal/answer_table.hpp"
#include "terminal/layout.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

std::string when(Timestamp time, Timestamp now) { return time == Timestamp{} ? "-" : ago(time, now); }

// An open incident of which nothing was seen for so long may be over.
constexpr Seconds kUnseenMin{86400};
// Clusters that are named; more are counted.
constexpr std::size_t kUnseenNamedMax = 5;

struct Unseen {
  std::int64_t incidents = 0;
  Timestamp last_seen_at = Timestamp::max();  // of the one that was not seen for longest

  void add(const Incident& incident) {
    ++incidents;
    last_seen_at = std::min(last_seen_at, incident.last_seen_at);
  }
};

void write_unseen(const std::map<std::string, Unseen>& unseen, Timestamp now, const TerminalStyle& style,
                  std::ostream& out) {
  if (unseen.size() > kUnseenNamedMax) {
    std::int64_t incidents = 0;
    for (const auto& [cluster, each] : unseen) incidents += each.incidents;
    out << hanging(
        "note: ",
        fmt::format("{} in {} were not seen for a day or longer, and may be over", counted(incidents, "open incident"),
                    counted(static_cast<std::int64_t>(unseen.size()), "cluster")),
        style.width);
    return;
  }
  for (const auto& [cluster, each] : unseen) {
    const std::string last =
        each.last_seen_at == Timestamp{} ? "never seen" : "last seen " + ago(each.last_seen_at, now);
    const std::string_view was = each.incidents == 1 ? "was" : "were";
    out << hanging("note: ",
                   fmt::format("{} in {} {} {}, and may be over", counted(each.incidents, "open incident"),
                               printable(cluster), was, last),
                   style.width);
  }
}

std::string remarks(const RunSummary& run) {
  std::string text;
  if (run.interrupted) text = "interrupted";
  if (run.origin != "scan") text += (text.empty() ? "" : ", ") + std::string("imported");
  return text;
}

}  // namespace

void render_incidents(const Incidents& incidents, bool resolved_too, std::size_t rows_max, const TerminalStyle& style,
                      std::ostream& out) {
  AnswerTable table({"STATUS", "CLUSTER", "NAMESPACE", "WORKLOAD", "CONTAINER", "WHAT", "SINCE", "LAST ONE"}, {});
  std::int64_t resolved = 0;
  std::size_t shown = 0;
  std::map<std::string, Unseen> unseen;
  for (const Incident& each : incidents.rows) {
    if (each.status == IncidentStatus::watched) continue;
    if (each.status == IncidentStatus::resolved && !resolved_too) {
      ++resolved;
      continue;
    }
    ++shown;
    const Subject& about = each.subject;
    table.add({std::string(to_id(each.status)), each.cluster, about.namespace_name,
               workload_words(about.workload.kind, about.workload.name), about.container,
               failure_words(about.type, each.failures), when(each.opened_at, incidents.now),
               when(each.last_failure_at, incidents.now)});
    if (each.status != IncidentStatus::resolved && incidents.now - each.last_seen_at >= kUnseenMin) {
      unseen[each.cluster].add(each);
    }
  }
  table.write(rows_max, "incident", style, out);
  if (shown == 0) out << "no incident is open\n";
  write_unseen(unseen, incidents.now, style, out);
  if (resolved > 0) out << grouped(resolved) << " resolved (--resolved shows them)\n";
}

void render_runs(const std::vector<RunSummary>& runs, Timestamp now, std::size_t rows_max, const TerminalStyle& style,
                 std::ostream& out) {
  AnswerTable table({"RUN", "WHEN", "CLUSTERS", "SKIPPED", "FINDINGS", "ACTIVE", "GAPS", ""}, {2, 3, 4, 5, 6});
  for (const RunSummary& run : runs) {
    table.add({run.id, ago(run.finished_at, now), grouped(run.clusters), grouped(run.clusters_skipped),
               grouped(run.findings), grouped(run.active), grouped(run.gaps), remarks(run)});
  }
  table.write(rows_max, "run", style, out);
  if (runs.empty()) out << "no run is remembered\n";
}

void render_run(const RunRecord& run, const TerminalStyle& style, std::ostream& out) {
  out << fmt::format("run      {}\n", printable(run.id));
  out << fmt::format("time     {} to {}{}{}\n", format_rfc3339(run.started_at), format_rfc3339(run.finished_at),
                     run.interrupted ? ", INTERRUPTED" : "", run.origin == "scan" ? "" : ", imported");
  if (!run.range_requested.empty()) out << fmt::format("range    {}\n", printable(run.range_requested));
  if (!run.tool_version.empty()) out << fmt::format("version  {}\n", printable(run.tool_version));
  out << '\n';
  AnswerTable clusters({"CLUSTER", "STATUS", "NAMESPACES", "PODS", "FINDINGS", "GAPS"}, {2, 3, 4, 5});
  AnswerTable findings({"CLUSTER", "NAMESPACE", "WORKLOAD", "POD", "CONTAINER", "TYPE", "STATE", "FAILURES"}, {7});
  for (const RecordedCluster& cluster : run.clusters) {
    const auto complete = std::count_if(cluster.complete_namespaces.begin(), cluster.complete_namespaces.end(),
                                        [](const std::string& name) { return name != kAllNamespaces; });
    clusters.add({cluster.name, cluster.status, grouped(complete), grouped(cluster.pods),
                  grouped(static_cast<std::int64_t>(cluster.findings.size())),
                  grouped(static_cast<std::int64_t>(cluster.gaps.size()))});
    for (const RecordedFinding& each : cluster.findings) {
      findings.add({cluster.name, each.subject.namespace_name,
                    workload_words(each.subject.workload.kind, each.subject.workload.name), each.pod,
                    each.subject.container, each.subject.type, std::string(to_id(each.state)),
                    grouped(static_cast<std::int64_t>(each.moments.size()))});
    }
  }
  clusters.write(0, "cluster", style, out);
  out << '\n';
  findings.write(0, "finding", style, out);
  bool titled = false;
  for (const RecordedCluster& cluster : run.clusters) {
    std::map<std::pair<std::string, std::string>, std::pair<std::set<std::string>, std::string>> gaps;
    for (const RecordedGap& gap : cluster.gaps) {
      auto& [names, detail] = gaps[{gap.what, gap.why}];
      names.insert(gap.namespace_name);
      if (detail.empty()) detail = gap.detail;
    }
    for (const auto& [gap, where] : gaps) {
      if (!std::exchange(titled, true)) out << '\n' << painted("NOT SEEN:", Color::bold, style) << '\n';
      const bool whole = where.first.contains("");
      const std::string place =
          whole ? "" : fmt::format(" of {}", counted(static_cast<std::int64_t>(where.first.size()), "namespace"));
      out << hanging(fmt::format("  {}: ", printable(cluster.name)),
                     fmt::format("{}{}: {}{}", printable(gap.first), place, printable(gap.second),
                                 where.second.empty() ? "" : " (" + printable(where.second) + ")"),
                     style.width);
    }
  }
}

}  // namespace oomscan::terminal
