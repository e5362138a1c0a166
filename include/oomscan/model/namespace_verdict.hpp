// What is wrong with a namespace, in one word: the first thing to look at among its findings.
// Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/finding.hpp"

namespace oomscan {

// In the order in which they are told: what takes memory first, then what keeps a container from working.
enum class NamespaceHealth { oom, crash_loop, image_pull, start_error, liveness, evicted, other, unknown, healthy };
[[nodiscard]] std::string_view to_id(NamespaceHealth health);

struct NamespaceVerdict {
  std::string namespace_name;
  NamespaceHealth health = NamespaceHealth::healthy;
  bool now = false;                    // it is so at this moment; else it was so within the range
  bool read = false;                   // its pods and Events were both read completely
  std::optional<std::int64_t> pods{};  // that were read there; nullopt: not counted by namespace (--quick)

  friend bool operator==(const NamespaceVerdict&, const NamespaceVerdict&) = default;
};

// One verdict for each of `selected` and for each namespace that has a finding, ascending by name. What fails now
// (active, terminating) goes before what is over. Without a finding a namespace is healthy if it is one of `seen` (its
// pods and Events were read completely), else unknown; only types that were asked for can be told. `findings` are those
// of one cluster; a Node's belong to no namespace.
[[nodiscard]] std::vector<NamespaceVerdict> namespace_verdicts(const std::vector<std::string>& selected,
                                                               const std::vector<std::string>& seen,
                                                               const std::vector<Finding>& findings);

}  // namespace oomscan
