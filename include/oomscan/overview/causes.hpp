// Findings by what caused them, across namespaces and clusters: what a person would mend once is one group.
// Invariants: each finding stands in exactly one group; the result depends on the report alone.
// Pure, thread-safe; the groups point into the report, which outlives them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/report.hpp"

namespace oomscan::overview {

// Findings of one type and cause that have the same signature: the container's name and its image without tag or
// digest, the memory limit where the cause is about it, and what the log says (its category, and the shape of the
// line). Without an image and a log there is no such signature, and a group is what fails in one workload.
struct CauseGroup {
  std::vector<const Finding*> findings;  // never empty; the surest first, then the most urgent, then by name
  std::size_t pods = 0;                  // distinct; 0 for nodes
  std::size_t namespaces = 0;
  std::size_t clusters = 0;
  std::size_t active = 0;          // findings that fail now
  std::optional<Timestamp> since;  // the first known moment

  [[nodiscard]] const Finding& about() const { return *findings.front(); }
};

// Order: what fails now first; then more pods, the earlier first moment, type, cause and signature.
[[nodiscard]] std::vector<CauseGroup> causes(const ScanReport& report);

// What went wrong, in a few words: "memory limit 256Mi is too low", "crash loop: DatabaseError". Printable.
[[nodiscard]] std::string verdict_words(const CauseGroup& group);

// What to do next: one line that follows from what is known, and never more than it bears out. No advice raises a limit
// unless the limit is known to be too low to start with; none restarts anything.
[[nodiscard]] std::string_view advice(const CauseGroup& group);

// Whether the finding's log says why it fails, where nothing that is surer does: a log explains a crash loop and no
// more.
[[nodiscard]] bool log_explains(const Finding& finding);

// "registry.example:5000/shop/web" of "registry.example:5000/shop/web:1.2@sha256:…". A view into `image`.
[[nodiscard]] std::string_view image_without_tag(std::string_view image);

}  // namespace oomscan::overview
