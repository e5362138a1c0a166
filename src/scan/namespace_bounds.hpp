// How much of one namespace is kept: what a tenant makes too much of is cut there, and said there, so that it costs
// neither the memory nor the attention that is for all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/report.hpp"

namespace oomscan::scan {

// A cluster keeps Events for an hour or so; a pod that fails in every way there is writes a few dozen kinds.
inline constexpr std::size_t kEventsPerPodMax = 1'000;
inline constexpr std::size_t kEventsPerNamespaceMax = 10'000;
// Pods whose status, Events or metrics give reason to look at them.
inline constexpr std::size_t kPodsKeptPerNamespaceMax = 20'000;
// More than a person or a ticket can take from one tenant; the rest are of the same few workloads.
inline constexpr std::size_t kFindingsPerNamespaceMax = 1'000;
// Of all nodes together.
inline constexpr std::size_t kNodeEventsMax = 10'000;

// A value. Not thread-safe.
class NamespaceBounds {
 public:
  // Whether one more is kept; counts it either way. `of_pod`: how many Events of the same pod are kept so far.
  [[nodiscard]] bool admits_event(const std::string& namespace_name, std::size_t of_pod);
  [[nodiscard]] bool admits_pod(const std::string& namespace_name);
  [[nodiscard]] bool admits_node_event();

  // Takes over what was counted of other namespaces.
  void merge(NamespaceBounds&& other);

  // One for each namespace and kind of thing that was cut, by name.
  [[nodiscard]] std::vector<Gap> gaps() const;

 private:
  struct Count {
    std::size_t kept = 0;
    std::int64_t dropped = 0;
  };
  std::map<std::string, Count> events_;
  std::map<std::string, Count> pods_;
  Count node_events_;
};

// Keeps kFindingsPerNamespaceMax of each namespace: active ones first, then those known for sure, then in their order.
// `findings` are sorted by `before`, and stay so. Returns a gap for each namespace that was cut.
[[nodiscard]] std::vector<Gap> keep_some_of_each_namespace(std::vector<Finding>& findings);

}  // namespace oomscan::scan
