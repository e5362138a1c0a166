// Which of the chosen clusters are one and the same, by what they themselves said, and what follows for findings.
//
// Invariant: two are one only if both told the same uid. An address proves nothing: behind a proxy, a server name or a
// gateway that goes by the user it leads elsewhere. In doubt both stay. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/report.hpp"

namespace oomscan::scan {

// What was learned of a cluster through one context.
struct Introduction {
  std::string uid;        // empty: not told
  bool sees_all = false;  // may list the pods of all namespaces; asked only where that decides
};

struct JoinedClusters {
  std::vector<Cluster> clusters;   // in the order given, without those that another one stands for; with their uid
  std::vector<std::string> notes;  // what stays apart, or in doubt; lines for a person
};

// Whose `sees_all` decides anything: those of a cluster that several users see. Ascending positions.
[[nodiscard]] std::vector<std::size_t> seen_by_several_users(const std::vector<Cluster>& clusters,
                                                             const std::vector<Introduction>& introductions);

// Of several users of one cluster one stands for all if it sees all pods: that of the current context, else the first.
// Where none sees all, each may see what the others do not: all stay. So does a context that `asked` names. One user
// through several addresses is one. Which context stands for the others does not rename the cluster.
[[nodiscard]] JoinedClusters join_clusters(const std::vector<Cluster>& clusters,
                                           const std::vector<Introduction>& introductions,
                                           const std::vector<std::string>& asked = {});

// A finding that several users of one cluster saw is told once, under the first of them by name; where it is missing
// then, a note says so. Findings and coverage are sorted before and after.
void join_findings(ScanReport& report);

}  // namespace oomscan::scan
