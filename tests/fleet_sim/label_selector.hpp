// Label selectors by equality ("app=web,controller-uid=1234"). Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oomscan::fleet_sim {

class LabelSelector {
 public:
  // nullopt: not understood; `why` then holds the API server's words.
  [[nodiscard]] static std::optional<LabelSelector> parse(std::string_view text, std::string& why);

  [[nodiscard]] bool empty() const { return labels_.empty(); }
  [[nodiscard]] bool matches(std::string_view object_json) const;

 private:
  std::vector<std::pair<std::string, std::string>> labels_;
};

}  // namespace oomscan::fleet_sim
