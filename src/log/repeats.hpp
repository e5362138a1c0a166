// Counts what is said again, so that the same error a hundred times is one line with a count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace oomscan::log {

// Not thread-safe.
class Repeats {
 public:
  // True if `line` is new, or if there are too many different ones (1,000) to remember another: it is to be written.
  bool is_first(const std::string& line);

  struct Repeat {
    std::string line;
    std::int64_t times = 0;
  };
  // What came more than once, in the order of first coming; forgets everything.
  [[nodiscard]] std::vector<Repeat> take();

 private:
  std::vector<Repeat> lines_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace oomscan::log
