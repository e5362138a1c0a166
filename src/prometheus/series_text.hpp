// Selectors of one batch of namespaces, as text of PromQL, with the functions that look at all of a window's samples.
// Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prometheus/query_frame.hpp"

namespace oomscan::prometheus {

// How this Prometheus writes what belongs to a container.
struct SeriesForm {
  // Some series carry the truth in exported_namespace, exported_pod or exported_container, because the scrape does not
  // honour labels: what stands without the prefix is then the exporter's own place.
  bool exported = false;
  // Matchers that pick this cluster's series out of a hub's, or empty: `cluster="prd"`.
  std::string only{};

  friend bool operator==(const SeriesForm&, const SeriesForm&) = default;
};

// A container, whichever instance of an exporter speaks of it: two replicas are one.
inline constexpr std::string_view kContainer = "namespace,pod,uid,container";

class SeriesText {
 public:
  SeriesText(const std::vector<std::string>& namespaces, const QueryFrame& frame, const SeriesForm& form);

  // What a metric's name, and more matchers, select.
  struct Metric {
    std::string_view name{};
    std::string_view matchers{};  // or empty
    bool status = false;          // both variants of kube_pod_[init_]container_status_<name>
  };
  [[nodiscard]] static constexpr Metric status(std::string_view name, std::string_view matchers = {}) {
    return {name, matchers, true};
  }

  // Now, or a step ago, as an instant selector sees it: nothing once the series has ended.
  [[nodiscard]] std::string now(const Metric& metric) const { return text(metric, "", "", ""); }
  [[nodiscard]] std::string before(const Metric& metric) const { return text(metric, "", "", back_); }
  // Of all samples since the point before: the newest, greatest, smallest one. `newest` keeps the metric's name.
  [[nodiscard]] std::string newest(const Metric& metric) const { return text(metric, "last_over_time", window_, ""); }
  [[nodiscard]] std::string greatest(const Metric& metric) const { return text(metric, "max_over_time", window_, ""); }
  [[nodiscard]] std::string smallest(const Metric& metric) const { return text(metric, "min_over_time", window_, ""); }
  // The newest sample that is a step old, however the series ended.
  [[nodiscard]] std::string newest_before(const Metric& metric) const {
    return text(metric, "last_over_time", memory_, back_);
  }
  // The greatest and smallest of `span` up to a step ago.
  [[nodiscard]] std::string greatest_before(const Metric& metric, Seconds span) const;
  [[nodiscard]] std::string smallest_before(const Metric& metric) const {
    return text(metric, "min_over_time", memory_, back_);
  }

 private:
  [[nodiscard]] std::string text(const Metric& metric, std::string_view function, std::string_view window,
                                 std::string_view offset) const;

  std::vector<std::string> namespace_matchers_;  // one, or the two of SeriesForm::exported
  std::string window_;
  std::string memory_;
  std::string back_;
};

}  // namespace oomscan::prometheus
