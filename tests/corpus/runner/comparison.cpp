#include "corpus/runner/comparison.hpp"

#include <algorithm>

namespace oomscan::corpus {
namespace {

bool says(const Json& finding, const std::string& text) {
  return std::any_of(finding.at("evidence").begin(), finding.at("evidence").end(), [&](const Json& evidence) {
    return evidence.at("detail").get<std::string>().find(text) != std::string::npos;
  });
}

// An object agrees with one that has more members: what a case does not name, it leaves open.
bool holds(const Json& expected, const Json& actual) {
  if (!expected.is_object() || !actual.is_object()) return expected == actual;
  return std::all_of(expected.items().begin(), expected.items().end(), [&](const auto& member) {
    return actual.contains(member.key()) && holds(member.value(), actual.at(member.key()));
  });
}

bool agrees(const Json& expected, const Json& finding) {
  for (const auto& [member, value] : expected.items()) {
    if (member == "count") continue;
    if (member == "evidence_says") {
      if (!std::all_of(value.begin(), value.end(), [&](const Json& text) { return says(finding, text); })) return false;
    } else if (!finding.contains(member) || !holds(value, finding.at(member))) {
      return false;
    }
  }
  return true;
}

std::string in_short(Json finding) {
  for (const char* member : {"artifacts", "cluster", "context", "application", "component", "memory_request_bytes"}) {
    finding.erase(member);
  }
  return finding.dump();
}

}  // namespace

std::vector<std::string> complaints(const Case& given, const CaseResult& result) {
  std::vector<std::string> lines;
  std::vector<Json> left(result.report.at("findings").begin(), result.report.at("findings").end());
  for (const Json& expected : given.expected) {
    const std::size_t before = left.size();
    std::erase_if(left, [&](const Json& finding) { return agrees(expected, finding); });
    const std::size_t wanted = expected.value("count", std::size_t{1});
    if (before - left.size() != wanted) {
      lines.push_back(std::to_string(before - left.size()) + " instead of " + std::to_string(wanted) + ": " +
                      expected.dump());
    }
  }
  for (const Json& finding : left) lines.push_back("not expected: " + in_short(finding));
  for (const Json& finding : result.report.at("findings")) {
    for (const Json& forbidden : given.forbidden) {
      if (agrees(forbidden, finding)) lines.push_back("FORBIDDEN: " + in_short(finding));
    }
  }
  for (const auto& [name, verdict] : given.namespaces.items()) {
    const auto told = std::find_if(result.namespaces.begin(), result.namespaces.end(),
                                   [&](const NamespaceVerdict& each) { return each.namespace_name == name; });
    const std::string health = told == result.namespaces.end() ? "nothing" : std::string(to_id(told->health));
    if (verdict != health) lines.push_back("namespace '" + name + "' is '" + health + "' instead of " + verdict.dump());
  }
  return lines;
}

}  // namespace oomscan::corpus
