#include "oomscan/overview/problems.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/identity.hpp"

namespace oomscan::overview {
namespace {

// A pod of a node's finding is empty; two pods of one name are told apart by their uids.
using PodKey = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;

PodKey pod_key(const Finding& f) { return {f.cluster, f.namespace_name, f.pod, f.pod_uid}; }

// As in a fingerprint, the kind is left out: of a pod that is gone it may not be known.
auto problem_key(const Finding& f) {
  const std::string_view workload = f.workload.name.empty() ? std::string_view{f.pod} : lasting_name(f.workload);
  return std::tuple<std::string_view, std::string_view, std::string_view, std::string_view, std::string_view,
                    std::string_view>{f.cluster, f.namespace_name, workload, f.container, f.type, f.cause};
}

std::size_t index_of(State state) {
  const auto* const found = std::find(kStatesByUrgency.begin(), kStatesByUrgency.end(), state);
  return static_cast<std::size_t>(found - kStatesByUrgency.begin());
}

// The newest moment; findings without one come last.
std::optional<Timestamp> newest(const Finding& f) {
  return f.timestamps.empty() ? std::nullopt : std::optional(f.timestamps.back());
}

template <class T>
void sort_distinct(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

Problem problem_of(std::vector<const Finding*> findings) {
  std::sort(findings.begin(), findings.end(), [](const Finding* left, const Finding* right) {
    const auto order = [](const Finding& f) { return std::tuple(urgency(f.state), f.workload.guessed); };
    if (order(*left) != order(*right)) return order(*left) < order(*right);
    if (newest(*left) != newest(*right)) return newest(*left) > newest(*right);
    return before(*left, *right);
  });
  Problem problem;
  std::set<PodKey> pods;
  for (const Finding* f : findings) {
    if (!f->pod.empty()) pods.insert(pod_key(*f));
    ++problem.by_state[index_of(f->state)];
    problem.confidence = std::max(problem.confidence, f->confidence);
    problem.failures += f->timestamps.size();
    if (!f->timestamps.empty()) {
      problem.first = std::min(problem.first.value_or(f->timestamps.front()), f->timestamps.front());
      problem.last = std::max(problem.last.value_or(f->timestamps.back()), f->timestamps.back());
    }
    if (f->restart_count) problem.restarts = problem.restarts.value_or(0) + *f->restart_count;
    if (f->memory_limit_bytes) problem.memory_limits_bytes.push_back(*f->memory_limit_bytes);
    if (!f->image.empty()) problem.images.push_back(f->image);
  }
  sort_distinct(problem.memory_limits_bytes);
  sort_distinct(problem.images);
  problem.pods = pods.size();
  problem.state = findings.front()->state;
  problem.findings = std::move(findings);
  return problem;
}

// What is told first of the same urgency: the order of NamespaceHealth, for which one finding is enough.
NamespaceHealth health_of(const Finding& finding) {
  Finding alone;
  alone.namespace_name = "x";
  alone.type = finding.type;
  return namespace_verdicts({}, {}, {alone}).front().health;
}

}  // namespace

int urgency(State state) { return static_cast<int>(index_of(state)); }

std::vector<Problem> problems(const ScanReport& report) {
  std::map<decltype(problem_key(Finding{})), std::vector<const Finding*>> groups;
  std::map<std::string_view, NamespaceHealth> health_by_type;
  for (const Finding& f : report.findings) {
    groups[problem_key(f)].push_back(&f);
    if (!health_by_type.contains(f.type)) health_by_type.emplace(f.type, health_of(f));
  }
  std::vector<Problem> all;
  all.reserve(groups.size());
  for (auto& [key, findings] : groups) all.push_back(problem_of(std::move(findings)));
  std::sort(all.begin(), all.end(), [&](const Problem& left, const Problem& right) {
    const auto rank = [&](const Problem& p) { return std::tuple(urgency(p.state), health_by_type.at(p.about().type)); };
    if (rank(left) != rank(right)) return rank(left) < rank(right);
    if (left.pods != right.pods) return left.pods > right.pods;
    if (left.last != right.last) return left.last > right.last;
    return problem_key(left.about()) < problem_key(right.about());
  });
  return all;
}

std::string memory_words(std::int64_t bytes) {
  constexpr std::array<std::pair<std::string_view, int>, 4> kUnits = {{{"Ti", 40}, {"Gi", 30}, {"Mi", 20}, {"Ki", 10}}};
  for (const auto& [name, bits] : kUnits) {
    const std::int64_t unit = std::int64_t{1} << bits;
    if (bytes < unit) continue;
    if (bytes % unit == 0) return fmt::format("{}{}", bytes / unit, name);
    return fmt::format("{:.1f}{}", static_cast<double>(bytes) / static_cast<double>(unit), name);
  }
  return fmt::format("{} byte{}", bytes, bytes == 1 ? "" : "s");
}

Sums sums(const ScanReport& report) {
  Sums sums;
  std::map<std::string_view, TypeCount> types;
  std::set<PodKey> pods;
  for (const Finding& f : report.findings) {
    TypeCount& count = types[f.type];
    count.type = f.type;
    ++count.findings;
    if (f.state == State::active) ++count.active;
    ++sums.by_state[index_of(f.state)];
    if (!f.pod.empty()) pods.insert(pod_key(f));
  }
  for (const Problem& problem : problems(report)) {
    ++types[problem.about().type].problems;
    ++sums.problems;
  }
  for (auto& [type, count] : types) sums.types.push_back(std::move(count));
  sums.findings = report.findings.size();
  sums.pods = pods.size();
  for (const ClusterCoverage& coverage : report.coverage) {
    ++sums.clusters[static_cast<std::size_t>(coverage.status)];
    sums.namespaces_seen += coverage.namespaces_scanned;
    sums.pods_seen += coverage.pods;
  }
  return sums;
}

}  // namespace oomscan::overview
