#include "scan/seen_intervals.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace oomscan::scan {
namespace {

class Intervals {
 public:
  Intervals(const std::vector<std::string>& selected, const TimeRange& range) : selected_(selected), range_(range) {}

  template <class IsRead>
  void add(Source source, const std::vector<Interval>& intervals, IsRead is_read) {
    std::vector<std::string> names;
    std::copy_if(selected_.begin(), selected_.end(), std::back_inserter(names), is_read);
    if (!names.empty() && names.size() == selected_.size()) names = {""};
    for (const std::string& name : names) {
      for (const Interval& interval : intervals) {
        const Timestamp from = std::clamp(interval.from, range_.from, range_.to);
        const Timestamp to = std::clamp(interval.to, range_.from, range_.to);
        all_.push_back({name, source, from, to});
      }
    }
  }

  std::vector<Seen> take() {
    std::sort(all_.begin(), all_.end(), [](const Seen& left, const Seen& right) {
      return std::tie(left.namespace_name, left.source, left.from) <
             std::tie(right.namespace_name, right.source, right.from);
    });
    return std::move(all_);
  }

 private:
  const std::vector<std::string>& selected_;
  const TimeRange& range_;
  std::vector<Seen> all_;
};

}  // namespace

std::vector<Seen> seen_intervals(const ReadSources& read, const TimeRange& range) {
  Intervals seen{read.selected, range};
  const auto among = [](const std::set<std::string>& names) {
    return [&names](const std::string& name) { return names.contains(name); };
  };
  seen.add(Source::oc_get_pods, {{range.to, range.to}}, among(read.pods_read));
  const std::optional<Timestamp> everywhere = read.event_reach.everywhere();
  if (everywhere) seen.add(Source::events, {{*everywhere, range.to}}, among(read.events_read));
  for (const std::string& name : read.selected) {
    const std::optional<Timestamp> own = read.event_reach.in(name);
    if (!own || !read.events_read.contains(name)) continue;
    // Where the range begins later than both, it is the same.
    if (everywhere && std::max(*everywhere, range.from) <= std::max(*own, range.from)) continue;
    seen.add(Source::events, {{*own, range.to}}, [&](const std::string& other) { return other == name; });
  }
  seen.add(Source::prometheus, joined(read.prometheus), [&](const std::string& name) {
    return !std::binary_search(read.prometheus_unanswered.begin(), read.prometheus_unanswered.end(), name);
  });
  return seen.take();
}

}  // namespace oomscan::scan
