// How far back Events reach: for each namespace by its own, for all by those that no tenant can hold alone.
//
// A server keeps the Events of all namespaces equally long, so an old one in one namespace shows that others were kept,
// too. But whoever may write Events can keep one alive for days by changing it now and then. So what one namespace's
// Events prove holds for that namespace, and for the others only if it is reserved for the cluster itself, or if others
// say the same.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/time.hpp"

namespace oomscan::scan {

// So many namespaces of tenants must agree. Where one of OpenShift's own tells, they are not asked: there anybody may
// make as many as this.
inline constexpr std::size_t kNamespacesThatAgree = 3;

class EventReach {
 public:
  // An Event in this namespace proves that the server has kept them since then.
  void saw(const std::string& namespace_name, Timestamp kept_since);
  void merge(const EventReach& other);

  // Of each namespace. nullopt: nothing proves it.
  [[nodiscard]] std::optional<Timestamp> everywhere() const;
  // By its own Events alone. nullopt: there were none.
  [[nodiscard]] std::optional<Timestamp> in(const std::string& namespace_name) const;
  // The latest moment since which each of these was seen, by its own Events or by what holds everywhere. nullopt: of at
  // least one nothing is proved, or there are none.
  [[nodiscard]] std::optional<Timestamp> in_each(const std::vector<std::string>& names) const;

 private:
  std::map<std::string, Timestamp> oldest_;  // by namespace
};

}  // namespace oomscan::scan
