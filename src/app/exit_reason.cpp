#include "app/exit_reason.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/exit_code.hpp"
#include "oomscan/model/text.hpp"
#include "oomscan/overview/gap_words.hpp"

namespace oomscan::app {
namespace {

// More would hide what the line is about; the results name them all.
constexpr std::size_t kClustersNamedMax = 5;

std::string in_brief(const ClusterCoverage& coverage) {
  if (coverage.gaps.empty()) return fmt::format("'{}'", printable(coverage.cluster));
  const Gap& gap = coverage.gaps.front();
  if (gap.subject == GapSubject::history)
    return fmt::format("'{}' (older history is not kept)", printable(coverage.cluster));
  const bool whole = gap.subject == GapSubject::cluster;
  return fmt::format("'{}' ({}{}{})", printable(coverage.cluster), whole ? "" : overview::words(gap.subject),
                     whole ? "" : ": ", overview::words(gap.reason));
}

template <class Predicate>
std::string clusters_in_brief(const ScanReport& report, Predicate wanted) {
  std::vector<std::string> named;
  std::size_t more = 0;
  for (const ClusterCoverage& coverage : report.coverage) {
    if (!wanted(coverage)) continue;
    if (named.size() < kClustersNamedMax) {
      named.push_back(in_brief(coverage));
    } else {
      ++more;
    }
  }
  std::string text = fmt::format("{}", fmt::join(named, ", "));
  if (more > 0) text += fmt::format(" and {} more {}", more, more == 1 ? "cluster" : "clusters");
  return text;
}

std::string why_nothing(const ScanReport& report) {
  const auto skipped = [](const ClusterCoverage& c) { return c.status == CoverageStatus::skipped; };
  if (std::any_of(report.coverage.begin(), report.coverage.end(), skipped)) {
    return "nothing could be scanned: " + clusters_in_brief(report, skipped);
  }
  return "nothing was scanned: no namespace was selected";
}

std::string findings_in_brief(const ScanReport& report) {
  const auto active = std::count_if(report.findings.begin(), report.findings.end(),
                                    [](const Finding& finding) { return finding.state == State::active; });
  return fmt::format("{} {}, {} active", report.findings.size(), report.findings.size() == 1 ? "finding" : "findings",
                     active);
}

}  // namespace

std::string exit_reason(int code, const ScanReport& report) {
  std::string why;
  if (code == kExitInterrupted) {
    why = "interrupted before everything was seen";
  } else if (code == kExitFindings) {
    why = findings_in_brief(report);
  } else if (code == kExitNotRecorded) {
    why = "the results are written, but the history failed";
  } else if (code == kExitGaps) {
    why = "not everything was seen: " +
          clusters_in_brief(report, [](const ClusterCoverage& coverage) { return !coverage.gaps.empty(); });
  } else {
    why = why_nothing(report);
  }
  return fmt::format("exit code {}: {}", code, why);
}

}  // namespace oomscan::app
