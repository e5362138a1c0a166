#include "fleet_sim/label_selector.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace oomscan::fleet_sim {

std::optional<LabelSelector> LabelSelector::parse(std::string_view text, std::string& why) {
  LabelSelector selector;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view term = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    const std::size_t equals = term.find('=');
    if (equals == std::string_view::npos || equals == 0 || term[equals - 1] == '!') {
      why = "unable to parse requirement: '" + std::string(term) + "'";
      return std::nullopt;
    }
    selector.labels_.emplace_back(term.substr(0, equals), term.substr(equals + 1));
  }
  return selector;
}

bool LabelSelector::matches(std::string_view object_json) const {
  const auto object = nlohmann::json::parse(object_json, nullptr, false);
  const auto labels = object.value(nlohmann::json::json_pointer("/metadata/labels"), nlohmann::json::object());
  return std::all_of(labels_.begin(), labels_.end(),
                     [&](const auto& label) { return labels.value(label.first, std::string("\n")) == label.second; });
}

}  // namespace oomscan::fleet_sim
