#include "scan/same_cluster.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "oomscan/model/finding_join.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::scan {
namespace {

using Positions = std::vector<std::size_t>;

std::map<std::string, Positions> by_uid(const std::vector<Introduction>& introductions) {
  std::map<std::string, Positions> groups;
  for (std::size_t i = 0; i < introductions.size(); ++i) {
    if (!introductions[i].uid.empty()) groups[introductions[i].uid].push_back(i);
  }
  return groups;
}

std::map<std::string, Positions> by_user(const std::vector<Cluster>& clusters, const Positions& group) {
  std::map<std::string, Positions> users;
  for (const std::size_t i : group) users[clusters[i].context.user].push_back(i);
  return users;
}

// The current context's, else the first.
std::size_t spokesman(const std::vector<Cluster>& clusters, const Positions& candidates) {
  const auto current =
      std::find_if(candidates.begin(), candidates.end(), [&](std::size_t i) { return clusters[i].context.current; });
  return current != candidates.end() ? *current : *std::min_element(candidates.begin(), candidates.end());
}

std::string names_of(const std::vector<Cluster>& clusters, const Positions& positions) {
  std::vector<std::string> names;
  for (const std::size_t i : positions) names.push_back("'" + printable(clusters[i].name) + "'");
  std::sort(names.begin(), names.end());
  return fmt::format("{}", fmt::join(names, ", "));
}

class Joining {
 public:
  Joining(const std::vector<Cluster>& clusters, const std::vector<Introduction>& introductions,
          const std::vector<std::string>& asked)
      : clusters_(clusters), introductions_(introductions), asked_(asked), stands_for_(clusters.size()) {
    for (std::size_t i = 0; i < clusters.size(); ++i) stands_for_[i] = i;
  }

  JoinedClusters run() {
    for (const auto& [uid, group] : by_uid(introductions_)) {
      if (group.size() > 1) join(group);
    }
    tell_doubts();
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      if (stands_for_[i] == i) joined_.clusters.push_back(with_those_it_stands_for(i));
    }
    return std::move(joined_);
  }

 private:
  void join(const Positions& group) {
    Positions one_of_each_user;
    for (const auto& [user, theirs] : by_user(clusters_, group)) {
      const std::size_t one = spokesman(clusters_, theirs);
      one_of_each_user.push_back(one);
      for (const std::size_t i : theirs) stands_for_[i] = one;
    }
    if (one_of_each_user.size() == 1) return;
    Positions all_seeing;
    std::copy_if(one_of_each_user.begin(), one_of_each_user.end(), std::back_inserter(all_seeing),
                 [&](std::size_t i) { return introductions_[i].sees_all; });
    if (all_seeing.empty()) {
      joined_.notes.push_back(
          fmt::format("{} are one cluster, seen by {} users of whom none may list the pods of all namespaces: each is "
                      "scanned, and what several of them see is counted once",
                      names_of(clusters_, one_of_each_user), one_of_each_user.size()));
      return;
    }
    const std::size_t one = spokesman(clusters_, all_seeing);
    for (const std::size_t i : group) {
      if (!is_asked_for(stands_for_[i])) stands_for_[i] = one;
    }
  }

  [[nodiscard]] bool is_asked_for(std::size_t i) const {
    return std::find(asked_.begin(), asked_.end(), clusters_[i].context.name) != asked_.end();
  }

  void tell_doubts() {
    std::map<std::string, Positions> by_server;
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      if (stands_for_[i] == i && !clusters_[i].context.server.empty()) {
        by_server[clusters_[i].context.server].push_back(i);
      }
    }
    for (const auto& [server, group] : by_server) {
      const bool unclear =
          std::any_of(group.begin(), group.end(), [&](std::size_t i) { return introductions_[i].uid.empty(); });
      if (group.size() < 2 || !unclear) continue;
      joined_.notes.push_back(fmt::format(
          "{} have the same address, and not all of them told whether they are the same cluster: each is scanned",
          names_of(clusters_, group)));
    }
  }

  Cluster with_those_it_stands_for(std::size_t one) const {
    Cluster cluster = clusters_[one];
    cluster.uid = introductions_[one].uid;
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      if (i == one || stands_for_[i] != one) continue;
      cluster.name = std::min(cluster.name, clusters_[i].name);
      cluster.folded.push_back(clusters_[i].context);
      cluster.folded.insert(cluster.folded.end(), clusters_[i].folded.begin(), clusters_[i].folded.end());
    }
    return cluster;
  }

  const std::vector<Cluster>& clusters_;
  const std::vector<Introduction>& introductions_;
  const std::vector<std::string>& asked_;
  Positions stands_for_;  // by whom each is represented: itself, or another
  JoinedClusters joined_;
};

}  // namespace

std::vector<std::size_t> seen_by_several_users(const std::vector<Cluster>& clusters,
                                               const std::vector<Introduction>& introductions) {
  Positions several;
  for (const auto& [uid, group] : by_uid(introductions)) {
    if (by_user(clusters, group).size() > 1) several.insert(several.end(), group.begin(), group.end());
  }
  std::sort(several.begin(), several.end());
  return several;
}

JoinedClusters join_clusters(const std::vector<Cluster>& clusters, const std::vector<Introduction>& introductions,
                             const std::vector<std::string>& asked) {
  return Joining{clusters, introductions, asked}.run();
}

void join_findings(ScanReport& report) {
  std::map<std::string, std::string> first_of_uid;  // the cluster under which what several saw is told
  std::map<std::string, std::string> uid_of;
  for (const ClusterCoverage& coverage : report.coverage) {
    if (coverage.cluster_uid.empty()) continue;
    uid_of[coverage.cluster] = coverage.cluster_uid;
    first_of_uid.try_emplace(coverage.cluster_uid, coverage.cluster);
  }
  if (first_of_uid.size() == uid_of.size()) return;  // no cluster is there twice

  const auto key = [](const std::string& uid, const Finding& f) {
    return std::make_tuple(uid, f.namespace_name, f.pod, f.pod_uid, f.container, f.type);
  };
  // By name of cluster, whatever findings are sorted by.
  std::map<decltype(key("", Finding{})), std::string> told_under;
  for (const Finding& finding : report.findings) {
    const auto uid = uid_of.find(finding.cluster);
    if (uid == uid_of.end()) continue;
    const auto [told, is_new] = told_under.try_emplace(key(uid->second, finding), finding.cluster);
    if (!is_new) told->second = std::min(told->second, finding.cluster);
  }
  std::map<std::string, std::map<std::string, int>> told_elsewhere;
  std::map<decltype(key("", Finding{})), Finding> seen_elsewhere;
  std::erase_if(report.findings, [&](const Finding& finding) {
    const auto uid = uid_of.find(finding.cluster);
    if (uid == uid_of.end()) return false;
    const auto of = key(uid->second, finding);
    const std::string& cluster = told_under.at(of);
    if (cluster == finding.cluster) return false;
    ++told_elsewhere[finding.cluster][cluster];
    const auto [known, is_new] = seen_elsewhere.try_emplace(of, finding);
    if (!is_new) known->second = joined(known->second, finding);
    return true;
  });
  // One user may see what the other may not: Events, logs.
  for (Finding& finding : report.findings) {
    const auto uid = uid_of.find(finding.cluster);
    if (uid == uid_of.end()) continue;
    const auto known = seen_elsewhere.find(key(uid->second, finding));
    if (known != seen_elsewhere.end()) finding = joined(finding, known->second);
  }
  for (ClusterCoverage& coverage : report.coverage) {
    const auto elsewhere = told_elsewhere.find(coverage.cluster);
    if (elsewhere == told_elsewhere.end()) continue;
    for (const auto& [cluster, count] : elsewhere->second) {
      coverage.notes.push_back(fmt::format("the same cluster as '{}': {} finding{} seen here, too, stand{} there",
                                           printable(cluster), count, count == 1 ? "" : "s", count == 1 ? "s" : ""));
    }
  }
}

}  // namespace oomscan::scan
