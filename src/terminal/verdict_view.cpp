#include "terminal/verdict_view.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "terminal/coverage_words.hpp"
#include "terminal/layout.hpp"

namespace oomscan::terminal {
namespace {

constexpr std::string_view kIndent = "  ";

bool is_trouble(NamespaceHealth health) {
  return health != NamespaceHealth::healthy && health != NamespaceHealth::unknown;
}

std::string label_of(NamespaceHealth health, bool now) {
  std::string label{to_id(health)};
  if (is_trouble(health)) label += now ? " now" : " earlier";
  return label;
}

std::string all_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + printable(name);
  return text;
}

}  // namespace

void render_verdicts(const ClusterCoverage& coverage, const TerminalStyle& style, std::ostream& out) {
  // What fails now, what did, what nobody knows, what is well.
  const auto rank = [](const NamespaceVerdict& verdict) {
    return std::pair(is_trouble(verdict.health) ? !verdict.now : true, verdict.health);
  };
  std::map<std::pair<bool, NamespaceHealth>, std::vector<std::string>> groups;
  for (const NamespaceVerdict& verdict : coverage.verdicts) groups[rank(verdict)].push_back(verdict.namespace_name);
  std::size_t widest = 0;
  for (const auto& [key, names] : groups) widest = std::max(widest, label_of(key.second, !key.first).size());
  for (const auto& [key, names] : groups) {
    const std::string label = label_of(key.second, !key.first);
    const std::string text = is_trouble(key.second) ? all_names(names) : some_names(names);
    out << hanging(fmt::format("{}{:{}}  ", kIndent, label, widest), text, style.width);
  }
}

}  // namespace oomscan::terminal
