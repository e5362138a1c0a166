// What `oom-scan doctor` found: line by line, whether a scan would get what it needs, and the remedy where not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oomscan {

enum class Verdict { yes, no, unknown };
[[nodiscard]] std::string_view to_id(Verdict verdict);

// One line of a checkup. Text may hold foreign words: hostile until printed safely.
struct Check {
  Verdict verdict = Verdict::unknown;
  std::string what;    // "list pods"
  std::string detail;  // what was seen: "in all namespaces"
  // For a no: what helps, each a command, an option, or a short sentence.
  std::vector<std::string> remedies{};

  friend bool operator==(const Check&, const Check&) = default;
};

struct ClusterCheckup {
  std::string cluster;
  std::string context;
  std::string server;
  std::vector<std::string> folded_contexts{};  // other contexts of the same cluster
  std::vector<Check> checks{};
  bool scannable = false;  // pods or Events of at least one namespace could be read

  // Scannable, and each answer is yes.
  [[nodiscard]] bool ready() const;
};

struct Checkup {
  std::vector<Check> machine;  // this machine: tool, directories
  std::vector<ClusterCheckup> clusters;

  [[nodiscard]] bool ready() const;      // every check of the machine and of every cluster
  [[nodiscard]] bool scannable() const;  // at least one cluster
};

}  // namespace oomscan
