// Which namespaces the user asked for by pattern: any include matches (none given: all), and no exclude does.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"

namespace oomscan::scan {

// Immutable, thread-safe. Patterns are RE2, searched anywhere in the name; matching takes linear time.
class NamespaceFilter {
 public:
  // usage: a pattern does not compile; the message names it and the fault.
  static Result<NamespaceFilter> compile(const std::vector<std::string>& include,
                                         const std::vector<std::string>& exclude);

  NamespaceFilter(NamespaceFilter&&) noexcept;
  NamespaceFilter& operator=(NamespaceFilter&&) noexcept;
  ~NamespaceFilter();

  [[nodiscard]] bool selects(std::string_view namespace_name) const;

  // The patterns that match none of `names`, as they were written: a typo selects less than was meant.
  [[nodiscard]] std::vector<std::string> idle_includes(const std::vector<std::string>& names) const;
  [[nodiscard]] std::vector<std::string> idle_excludes(const std::vector<std::string>& names) const;

  // No pattern was given.
  [[nodiscard]] bool selects_all() const;

 private:
  struct Patterns;
  explicit NamespaceFilter(std::unique_ptr<Patterns> patterns);
  std::unique_ptr<Patterns> patterns_;
};

}  // namespace oomscan::scan
