// How long the namespaces of a slice were seen. Pure, safe from any thread.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "oomscan/model/history.hpp"

namespace oomscan::analyze {

// Of a window of which less was seen, nothing is said.
inline constexpr double kSeenEnough = 0.25;

class Exposure {
 public:
  explicit Exposure(const std::vector<HistorySlice::Seen>& seen);

  // The part of `span` in which the namespace was seen, 0 to 1. An empty span: 0.
  [[nodiscard]] double fraction(std::size_t cluster, const std::string& namespace_name, const Span& span) const;
  // The mean of the cluster's namespaces that were ever seen; 0 where none was.
  [[nodiscard]] double fraction(std::size_t cluster, const Span& span) const;
  [[nodiscard]] std::optional<Timestamp> first_seen(std::size_t cluster, const std::string& namespace_name) const;

  struct Place {
    std::size_t cluster = 0;
    std::string namespace_name;
  };
  // Every namespace that was ever seen, by cluster and name.
  [[nodiscard]] std::vector<Place> places() const;

 private:
  // Ascending, none touches the next.
  std::map<std::pair<std::size_t, std::string>, std::vector<Span>> spans_;
};

[[nodiscard]] inline Seconds length(const Span& span) { return span.to - span.from; }

}  // namespace oomscan::analyze
