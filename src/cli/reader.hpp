// Takes settings one by one, checking each against its row in the table of flags. The first fault sticks; what is asked
// for after it is given its default, so that callers read straight on and look once at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/fault.hpp"
#include "cli/settings.hpp"

namespace oomscan::cli {

class Reader {
 public:
  // Refers to `settings` for as long as it lives.
  explicit Reader(const Layer& settings) : settings_(settings) {}

  // nullptr: not set. A setting that several entries were given for counts by its last one, lists by all.
  [[nodiscard]] const Setting* find(FlagId id) const;

  [[nodiscard]] bool toggle(FlagId id);
  [[nodiscard]] std::optional<std::int64_t> number(FlagId id);  // within the bounds of its row
  [[nodiscard]] std::optional<std::size_t> choice(FlagId id);   // index into the choices of its row
  [[nodiscard]] std::optional<std::string> text(FlagId id);     // not empty, without control characters
  [[nodiscard]] std::vector<std::string> list(FlagId id);       // each entry once, none empty
  [[nodiscard]] std::vector<std::string> patterns(FlagId id);   // the same; each compiles

  // Complains about `id`, which is set: "'--name' <problem>".
  void reject(FlagId id, std::string_view problem, std::string hint);

  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

 private:
  using Split = std::vector<std::string> (*)(std::string_view);
  std::vector<std::string> entries(FlagId id, Split split);
  void fail(Fault fault);

  const Layer& settings_;
  std::optional<Fault> fault_;
};

}  // namespace oomscan::cli
