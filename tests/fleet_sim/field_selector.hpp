// Field selectors that clients use on pods and Events ("involvedObject.name=web-1,type!=Normal"). Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace oomscan::fleet_sim {

class FieldSelector {
 public:
  // nullopt: not understood, or a field that the API server does not index; `why` then holds its words.
  [[nodiscard]] static std::optional<FieldSelector> parse(std::string_view text, std::string& why);

  [[nodiscard]] bool empty() const { return terms_.empty(); }
  [[nodiscard]] bool matches(std::string_view object_json) const;

 private:
  struct Term {
    std::vector<std::string> path;
    std::string value;
    bool equal = true;
  };
  std::vector<Term> terms_;
};

}  // namespace oomscan::fleet_sim
