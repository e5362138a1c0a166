#include "oomscan/overview/outcomes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "oomscan/overview/gap_words.hpp"

namespace oomscan::overview {
namespace {

// Reasons that are told of one outcome; the rest is counted.
constexpr std::size_t kReasonsMax = 3;

bool bears_on_findings(const Gap& gap) {
  return gap.subject != GapSubject::logs && gap.subject != GapSubject::descriptions &&
         gap.subject != GapSubject::artifacts;
}

// Whether the cluster, or which namespaces there are, could not be seen: of each namespace that is known this says
// nothing.
bool is_of_the_cluster_itself(const Gap& gap) {
  return gap.namespace_name.empty() && (gap.subject == GapSubject::cluster || gap.subject == GapSubject::namespaces);
}

std::string said(const Gap& gap) {
  std::string text = fmt::format("{}: {}", words(gap.subject), words(gap.reason));
  if (!gap.detail.empty()) text += fmt::format(" ({})", gap.detail);
  return text;
}

using Gaps = std::vector<const Gap*>;

std::string said(const Gaps& gaps) {
  std::string text;
  for (std::size_t i = 0; i < gaps.size() && i < kReasonsMax; ++i) {
    if (i > 0) text += "; ";
    text += said(*gaps[i]);
  }
  if (gaps.size() > kReasonsMax) text += fmt::format("; and {} more", gaps.size() - kReasonsMax);
  return text;
}

constexpr const char* kReasonNotKnown = "not seen, reason not known";

class OfCluster {
 public:
  OfCluster(const ClusterCoverage& coverage, const ScanReport& report) : coverage_(coverage), report_(report) {
    for (const Gap& gap : coverage.gaps) {
      if (!bears_on_findings(gap)) continue;
      if (is_of_the_cluster_itself(gap)) of_itself_.push_back(&gap);
      // A cluster of which all is missing lacks every namespace.
      if (gap.namespace_name.empty() && gap.subject != GapSubject::namespaces) of_all_.push_back(&gap);
      if (!gap.namespace_name.empty()) of_namespace_[gap.namespace_name].push_back(&gap);
      if (gap.subject == GapSubject::node_events) of_nodes_.push_back(&gap);
    }
    for (const Finding& finding : report.findings) {
      if (finding.cluster == coverage.cluster) findings_[{finding.namespace_name, finding.type}].push_back(&finding);
    }
  }

  std::vector<Outcome> all() {
    std::vector<Outcome> outcomes;
    if (std::string why = cluster_not_seen(); !why.empty()) outcomes.push_back({"", "", {}, std::move(why)});
    for (const SoughtType& type : report_.types) {
      if (type.of_nodes) outcomes.push_back({"", type.id, take("", type.id), nodes_not_seen()});
    }
    for (const NamespaceVerdict& verdict : coverage_.verdicts) {
      const std::string why = namespace_not_seen(verdict);
      for (const SoughtType& type : report_.types) {
        if (type.of_nodes) continue;
        outcomes.push_back({verdict.namespace_name, type.id, take(verdict.namespace_name, type.id), why});
      }
    }
    // Whatever else was found: of a type or a namespace that nobody listed.
    for (auto& [key, findings] : std::exchange(findings_, {})) {
      const Finding& first = *findings.front();
      outcomes.push_back({first.namespace_name, first.type, std::move(findings), ""});
    }
    return outcomes;
  }

 private:
  std::vector<const Finding*> take(const std::string& namespace_name, const std::string& type) {
    auto found = findings_.extract({namespace_name, type});
    return found ? std::move(found.mapped()) : std::vector<const Finding*>{};
  }

  [[nodiscard]] std::string cluster_not_seen() const {
    if (!of_itself_.empty()) return said(of_itself_);
    if (coverage_.status == CoverageStatus::skipped) return kReasonNotKnown;
    return coverage_.verdicts.empty() && coverage_.namespaces_selected == 0 ? "no namespace is selected" : "";
  }

  [[nodiscard]] std::string nodes_not_seen() const {
    Gaps gaps = of_all_;
    for (const Gap* gap : of_nodes_) {
      if (!gap->namespace_name.empty()) gaps.push_back(gap);
    }
    if (!gaps.empty()) return said(gaps);
    return coverage_.status == CoverageStatus::skipped ? kReasonNotKnown : "";
  }

  [[nodiscard]] std::string namespace_not_seen(const NamespaceVerdict& verdict) const {
    Gaps gaps;
    if (const auto own = of_namespace_.find(verdict.namespace_name); own != of_namespace_.end()) gaps = own->second;
    gaps.insert(gaps.end(), of_all_.begin(), of_all_.end());
    // What befell its node may be all that is known of a kill.
    for (const Gap* gap : of_nodes_) {
      if (std::find(gaps.begin(), gaps.end(), gap) == gaps.end()) gaps.push_back(gap);
    }
    if (!gaps.empty()) return said(gaps);
    return verdict.read ? "" : kReasonNotKnown;
  }

  const ClusterCoverage& coverage_;
  const ScanReport& report_;
  Gaps of_itself_;
  Gaps of_all_;
  Gaps of_nodes_;
  std::map<std::string, Gaps, std::less<>> of_namespace_;
  std::map<std::pair<std::string, std::string>, std::vector<const Finding*>> findings_;
};

}  // namespace

std::vector<Outcome> outcomes(const ClusterCoverage& coverage, const ScanReport& report) {
  return OfCluster{coverage, report}.all();
}

std::string run_not_seen(const ScanReport& report) {
  if (report.interrupted) return "the scan was interrupted: what it had not reached is not known";
  return report.coverage.empty() ? "no cluster was scanned" : "";
}

}  // namespace oomscan::overview
