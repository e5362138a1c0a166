#include "cli/suggestion.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace oomscan::cli {
namespace {

constexpr std::size_t kSuggestionsMax = 3;
// Longer words are no misspelt options; comparing them would only cost time.
constexpr std::size_t kWordBytesMax = 64;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::string one = lowered(a);
  const std::string two = lowered(b);
  const std::size_t width = two.size() + 1;
  std::vector<std::size_t> before(width);
  std::vector<std::size_t> above(width);
  std::vector<std::size_t> row(width);
  for (std::size_t j = 0; j < width; ++j) above[j] = j;
  for (std::size_t i = 1; i <= one.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const std::size_t replaced = above[j - 1] + (one[i - 1] == two[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && one[i - 1] == two[j - 2] && one[i - 2] == two[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[width - 1];
}

std::vector<std::string> nearest(std::string_view word, std::span<const std::string> known) {
  if (word.empty() || word.size() > kWordBytesMax) return {};
  const std::size_t allowed = std::max<std::size_t>(1, word.size() / 3);
  std::size_t best = allowed;
  std::vector<std::string> found;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance > best) continue;
    if (distance < best) found.clear();
    best = distance;
    found.push_back(candidate);
  }
  if (found.empty()) {
    const std::string start = lowered(word);
    std::copy_if(known.begin(), known.end(), std::back_inserter(found),
                 [&](const std::string& candidate) { return lowered(candidate).starts_with(start); });
  }
  if (found.size() > kSuggestionsMax) found.resize(kSuggestionsMax);
  return found;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> known, std::string_view prefix) {
  const std::vector<std::string> found = nearest(word, known);
  if (found.empty()) return "";
  std::string text = "did you mean ";
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i > 0) text += i + 1 == found.size() ? " or " : ", ";
    text.append("'").append(prefix).append(found[i]).append("'");
  }
  return text + "?";
}

}  // namespace oomscan::cli
