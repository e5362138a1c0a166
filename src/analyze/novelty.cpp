#include "analyze/novelty.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "analyze/exposure.hpp"
#include "analyze/regressions.hpp"

namespace oomscan::analyze {
namespace {

class Past {
 public:
  Past(const HistorySlice& slice, Timestamp now) : exposure_(slice.seen), now_(now) {
    for (std::size_t i = 0; i < slice.clusters.size(); ++i) clusters_.emplace(slice.clusters[i].id, i);
    for (std::size_t i = 0; i < slice.subjects.size(); ++i) subjects_.emplace(slice.subjects[i].fingerprint, i);
    for (const HistorySlice::Recovery& each : slice.resolved_incidents) resolved_[each.subject] = each.at;
  }

  [[nodiscard]] std::optional<Novelty> novelty_of(const Finding& finding, bool type_is_counted) const {
    if (const auto subject = subjects_.find(finding.fingerprint); subject != subjects_.end()) {
      const auto resolved = resolved_.find(subject->second);
      return resolved != resolved_.end() && fails_after(finding, resolved->second) ? Novelty::back : Novelty::known;
    }
    if (!type_is_counted || !place_is_known(finding)) return std::nullopt;
    return Novelty::fresh;
  }

 private:
  static bool fails_after(const Finding& finding, Timestamp resolved) {
    const bool may_fail_now = finding.state != State::recovered && finding.state != State::gone;
    return may_fail_now || (!finding.timestamps.empty() && finding.timestamps.back() > resolved);
  }

  [[nodiscard]] bool place_is_known(const Finding& finding) const {
    const auto cluster = clusters_.find(finding.cluster_id);
    if (cluster == clusters_.end()) return false;
    const std::optional<Timestamp> first = exposure_.first_seen(cluster->second, finding.namespace_name);
    if (!first || *first > now_ - kKnownPast) return false;
    const Span known{std::max(*first, now_ - kNoveltyReach), now_};
    return exposure_.fraction(cluster->second, finding.namespace_name, known) >= kSeenEnough;
  }

  Exposure exposure_;
  Timestamp now_;
  std::unordered_map<std::string_view, std::size_t> clusters_;
  std::unordered_map<std::string_view, std::size_t> subjects_;
  std::unordered_map<std::size_t, Timestamp> resolved_;
};

}  // namespace

std::vector<std::optional<Novelty>> novelty_of(const std::vector<Finding>& findings, const HistorySlice& past,
                                               const std::vector<std::string>& types_counted, Timestamp now) {
  const Past known(past, now);
  std::vector<std::optional<Novelty>> all;
  all.reserve(findings.size());
  for (const Finding& finding : findings) {
    const bool counted = std::find(types_counted.begin(), types_counted.end(), finding.type) != types_counted.end();
    all.push_back(known.novelty_of(finding, counted));
  }
  return all;
}

}  // namespace oomscan::analyze
