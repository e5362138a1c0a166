// One machine-readable format.
#pragma once

#include <ostream>
#include <string_view>

#include "oomscan/model/report.hpp"

namespace oomscan {

// Stateless, thread-safe. Output depends on the report alone and is byte-identical for the same report.
class Exporter {
 public:
  virtual ~Exporter() = default;
  [[nodiscard]] virtual std::string_view id() const = 0;         // "csv"
  [[nodiscard]] virtual std::string_view file_name() const = 0;  // "oom_results.csv"
  // May the file of a run that saw something stay beside that of one that saw little, as "oom_results.last-good.csv"?
  // Not where whoever reads the folder takes every file of that ending for what is so now.
  [[nodiscard]] virtual bool may_be_kept_aside() const { return true; }
  virtual void write(const ScanReport& report, std::ostream& out) const = 0;
};

}  // namespace oomscan
