#include "analyze/exposure.hpp"

#include <algorithm>

namespace oomscan::analyze {
namespace {

std::vector<Span> united(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end());
  std::vector<Span> all;
  for (const Span& span : spans) {
    if (span.to < span.from) continue;
    if (!all.empty() && span.from <= all.back().to) {
      all.back().to = std::max(all.back().to, span.to);
    } else {
      all.push_back(span);
    }
  }
  return all;
}

double part_of(const std::vector<Span>& spans, const Span& whole) {
  if (whole.to <= whole.from) return 0;
  Seconds seen{0};
  // The first that ends after the beginning; those before it cannot count.
  auto each = std::partition_point(spans.begin(), spans.end(), [&](const Span& span) { return span.to <= whole.from; });
  for (; each != spans.end() && each->from < whole.to; ++each) {
    seen += std::min(each->to, whole.to) - std::max(each->from, whole.from);
  }
  return static_cast<double>(seen.count()) / static_cast<double>(length(whole).count());
}

}  // namespace

Exposure::Exposure(const std::vector<HistorySlice::Seen>& seen) {
  for (const HistorySlice::Seen& each : seen) spans_[{each.cluster, each.namespace_name}].push_back(each.span);
  for (auto& [place, spans] : spans_) spans = united(std::move(spans));
}

double Exposure::fraction(std::size_t cluster, const std::string& namespace_name, const Span& span) const {
  const auto found = spans_.find({cluster, namespace_name});
  return found == spans_.end() ? 0 : part_of(found->second, span);
}

double Exposure::fraction(std::size_t cluster, const Span& span) const {
  double sum = 0;
  std::size_t count = 0;
  for (auto each = spans_.lower_bound({cluster, ""}); each != spans_.end() && each->first.first == cluster; ++each) {
    sum += part_of(each->second, span);
    ++count;
  }
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

std::optional<Timestamp> Exposure::first_seen(std::size_t cluster, const std::string& namespace_name) const {
  const auto found = spans_.find({cluster, namespace_name});
  if (found == spans_.end() || found->second.empty()) return std::nullopt;
  return found->second.front().from;
}

std::vector<Exposure::Place> Exposure::places() const {
  std::vector<Place> all;
  for (const auto& [place, spans] : spans_) {
    if (!spans.empty()) all.push_back({place.first, place.second});
  }
  return all;
}

}  // namespace oomscan::analyze
