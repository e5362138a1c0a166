#include "prometheus/series_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "prometheus/promql.hpp"

namespace oomscan::prometheus {
namespace {

// As long as an instant selector looks back.
constexpr Seconds kMemoryMin = kStepMax;

// In the order in which they are put right.
constexpr std::array<std::string_view, 3> kExportable{"namespace", "pod", "container"};

std::string window_of(Seconds length) { return fmt::format("[{}s]", length.count()); }

std::string joined(std::string_view matchers, std::string_view more) {
  return matchers.empty() || more.empty() ? fmt::format("{}{}", matchers, more) : fmt::format("{},{}", matchers, more);
}

}  // namespace

SeriesText::SeriesText(const std::vector<std::string>& namespaces, const QueryFrame& frame, const SeriesForm& form)
    : window_(window_of(frame.step)),
      memory_(window_of(std::max(frame.step, kMemoryMin))),
      back_(fmt::format(" offset {}s", frame.step.count())) {
  const std::string plain = namespace_matcher(namespaces);
  if (!form.exported) {
    namespace_matchers_ = {joined(plain, form.only)};
    return;
  }
  namespace_matchers_ = {joined("exported_" + plain, form.only), joined("exported_namespace=\"\"," + plain, form.only)};
}

std::string SeriesText::greatest_before(const Metric& metric, Seconds span) const {
  return text(metric, "max_over_time", window_of(span), back_);
}

std::string SeriesText::text(const Metric& metric, std::string_view function, std::string_view window,
                             std::string_view offset) const {
  std::string result;
  for (const std::string& matcher : namespace_matchers_) {
    const std::string inner = joined(metric.matchers, matcher);
    const std::string selector = metric.status
                                     ? fmt::format("{{__name__=~\"kube_pod_(init_)?container_status_{}\",{}}}{}{}",
                                                   metric.name, inner, window, offset)
                                     : fmt::format("{}{{{}}}{}{}", metric.name, inner, window, offset);
    if (!result.empty()) result += " or ";
    result += function.empty() ? selector : fmt::format("{}({})", function, selector);
  }
  if (namespace_matchers_.size() == 1) return result;
  for (const std::string_view label : kExportable) {
    result = fmt::format("label_replace({0},\"{1}\",\"$1\",\"exported_{1}\",\"(.+)\")", result, label);
  }
  return result;
}

}  // namespace oomscan::prometheus
