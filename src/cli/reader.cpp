#include "cli/reader.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/patterns.hpp"
#include "cli/suggestion.hpp"
#include "cli/values.hpp"
#include "oomscan/model/names.hpp"

namespace oomscan::cli {
const Setting* Reader::find(FlagId id) const {
  const auto found = settings_.find(id);
  return found == settings_.end() || found->second.entries.empty() ? nullptr : &found->second;
}

void Reader::fail(Fault fault) {
  if (!fault_) fault_ = std::move(fault);
}

void Reader::reject(FlagId id, std::string_view problem, std::string hint) {
  fail({fmt::format("{} {}", settings_.at(id).subject, problem), "", std::move(hint)});
}

bool Reader::toggle(FlagId id) {
  const Setting* setting = find(id);
  if (setting == nullptr) return false;
  const std::string& word = setting->entries.back().text;
  const std::optional<bool> truth = parse_truth(word);
  if (!truth) {
    reject(id, fmt::format("must be true or false, not {}", in_quotes(word)),
           setting->origin == Origin::command_line ? fmt::format("write '--{}' alone", flag(id).name)
                                                   : "write 'true' or 'false'");
  }
  return truth.value_or(false);
}

std::optional<std::int64_t> Reader::number(FlagId id) {
  const Setting* setting = find(id);
  if (setting == nullptr) return std::nullopt;
  const Flag& row = flag(id);
  const std::string& word = setting->entries.back().text;
  const std::optional<std::int64_t> number = parse_number(word);
  if (number && *number >= row.min && *number <= row.max) return number;
  std::string hint;
  if (!number && id == FlagId::timeout) hint = "seconds are written without a unit";
  if (number == 0 && id == FlagId::attempts) hint = "the first attempt counts: 1 means no second one";
  reject(id, fmt::format("must be a whole number from {} to {}, not {}", row.min, row.max, in_quotes(word)), hint);
  return std::nullopt;
}

std::optional<std::size_t> Reader::choice(FlagId id) {
  const Setting* setting = find(id);
  if (setting == nullptr) return std::nullopt;
  const auto choices = flag(id).choices;
  const std::string& word = setting->entries.back().text;
  const auto found = std::find(choices.begin(), choices.end(), word);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  const std::vector<std::string> known(choices.begin(), choices.end());
  reject(id, fmt::format("must be one of '{}', not {}", fmt::join(choices, "', '"), in_quotes(word)),
         did_you_mean(word, known));
  return std::nullopt;
}

std::optional<std::string> Reader::text(FlagId id) {
  const Setting* setting = find(id);
  if (setting == nullptr) return std::nullopt;
  const std::string& word = setting->entries.back().text;
  if (word.empty()) {
    reject(id, "has an empty value", "leave it out to get the default");
  } else if (has_control_characters(word)) {
    reject(id, fmt::format("holds control characters: {}", in_quotes(word)), "");
  } else {
    return word;
  }
  return std::nullopt;
}

std::vector<std::string> Reader::entries(FlagId id, Split split) {
  std::vector<std::string> all;
  const auto found = settings_.find(id);
  if (found == settings_.end()) return all;
  if (found->second.entries.empty()) reject(id, "is an empty list", "leave it out to get the default");
  for (const Entry& entry : found->second.entries) {
    const std::vector<std::string> parts = entry.whole ? std::vector<std::string>{entry.text} : split(entry.text);
    for (const std::string& part : parts) {
      const std::string word{trimmed(part)};
      if (word.empty()) {
        reject(id, "has an empty entry", "leave it out: it would select nothing, or everything");
      } else if (has_control_characters(word)) {
        reject(id, fmt::format("holds control characters: {}", in_quotes(word)), "");
      } else if (std::find(all.begin(), all.end(), word) == all.end()) {
        all.push_back(word);
      }
    }
  }
  return all;
}

std::vector<std::string> Reader::list(FlagId id) { return entries(id, split_list); }

std::vector<std::string> Reader::patterns(FlagId id) {
  std::vector<std::string> all = entries(id, split_patterns);
  for (const std::string& pattern : all) {
    if (std::optional<Fault> fault = check_pattern(pattern, settings_.at(id).subject)) fail(std::move(*fault));
  }
  return all;
}

}  // namespace oomscan::cli
