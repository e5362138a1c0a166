// The cases that one scan can judge together, and whose a finding of such a scan is. Pure functions.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "corpus/runner/corpus_case.hpp"
#include "oomscan/model/finding.hpp"

namespace oomscan::corpus {

// Cases of the same moment, range, types and unread namespaces. Refers to cases that outlive it.
struct CaseGroup {
  std::vector<const Case*> cases;  // at least one
  std::set<std::string> namespaces;
  std::vector<MetricObservation> metrics;

  [[nodiscard]] const Case& frame() const { return *cases.front(); }
};
[[nodiscard]] std::vector<CaseGroup> groups_of(const std::vector<Case>& cases);

// What of a server that holds the whole corpus belongs to whom.
class Ownership {
 public:
  explicit Ownership(const std::vector<Case>& cases);

  // The case's name: by namespace, or by node for a Node's finding. Empty: no case's.
  [[nodiscard]] std::string owner_of(const Finding& finding) const;

  // How many pods and Events the cases hold in these namespaces.
  struct Counts {
    std::int64_t pods = 0;
    std::int64_t events = 0;
  };
  [[nodiscard]] Counts held_in(const std::set<std::string>& namespaces) const;

 private:
  std::map<std::string, std::string> case_by_namespace_;
  std::map<std::string, std::string> case_by_node_;  // of Nodes that Events are about
  std::map<std::string, Counts> counts_by_namespace_;
};

}  // namespace oomscan::corpus
