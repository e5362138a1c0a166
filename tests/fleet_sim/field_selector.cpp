#include "fleet_sim/field_selector.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace oomscan::fleet_sim {
namespace {

constexpr std::array<std::string_view, 14> kFields{"metadata.name",
                                                   "metadata.namespace",
                                                   "spec.nodeName",
                                                   "status.phase",
                                                   "spec.restartPolicy",
                                                   "involvedObject.kind",
                                                   "involvedObject.name",
                                                   "involvedObject.namespace",
                                                   "involvedObject.uid",
                                                   "involvedObject.apiVersion",
                                                   "reason",
                                                   "type",
                                                   "involvedObject.fieldPath",
                                                   "source"};

}  // namespace

std::optional<FieldSelector> FieldSelector::parse(std::string_view text, std::string& why) {
  FieldSelector selector;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view term = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    const std::size_t equals = term.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      why = "invalid selector: '" + std::string(term) + "'; can't understand '" + std::string(term) + "'";
      return std::nullopt;
    }
    Term parsed;
    std::string_view field = term.substr(0, equals);
    parsed.equal = field.back() != '!';
    if (!parsed.equal) field.remove_suffix(1);
    parsed.value = term.substr(equals + 1);
    if (parsed.value.starts_with('=')) parsed.value.erase(0, 1);
    if (std::find(kFields.begin(), kFields.end(), field) == kFields.end()) {
      why = "field label not supported: " + std::string(field);
      return std::nullopt;
    }
    for (std::size_t at = 0; at <= field.size();) {
      const std::size_t dot = std::min(field.find('.', at), field.size());
      parsed.path.emplace_back(field.substr(at, dot - at));
      at = dot + 1;
    }
    selector.terms_.push_back(std::move(parsed));
  }
  return selector;
}

bool FieldSelector::matches(std::string_view object_json) const {
  // Most objects do not even hold the words; parsing them all would make `describe` slow.
  for (const Term& term : terms_) {
    if (term.equal && object_json.find("\"" + term.value + "\"") == std::string_view::npos) return false;
  }
  const auto object = nlohmann::json::parse(object_json, nullptr, false);
  return std::all_of(terms_.begin(), terms_.end(), [&](const Term& term) {
    const nlohmann::json* at = &object;
    for (const std::string& step : term.path) {
      if (!at->is_object() || !at->contains(step)) return !term.equal || term.value.empty();
      at = &(*at)[step];
    }
    return (at->is_string() && at->get<std::string>() == term.value) == term.equal;
  });
}

}  // namespace oomscan::fleet_sim
