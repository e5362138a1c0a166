#include "kube/door/allowed_writes.hpp"

#include <algorithm>
#include <string>

#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

constexpr std::string_view kAnyName = "*";

bool is_name_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '-' || letter == '.' || letter == '_' || letter == ':';
}

bool is_name(std::string_view segment) {
  return !segment.empty() && segment != "." && segment != ".." &&
         std::all_of(segment.begin(), segment.end(), is_name_letter);
}

// Takes the next segment off `path`, which begins with '/'.
std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    if (path.front() != '/') return false;
    const std::string_view wanted = next_segment(pattern);
    const std::string_view segment = next_segment(path);
    if (wanted == kAnyName ? !is_name(segment) : segment != wanted) return false;
  }
  return pattern.empty() && path.empty();
}

bool is_pattern(std::string_view path) {
  if (path.empty()) return false;
  while (!path.empty()) {
    if (path.front() != '/') return false;
    const std::string_view segment = next_segment(path);
    if (segment != kAnyName && !is_name(segment)) return false;
  }
  return true;
}

}  // namespace

std::optional<Error> fault_of(const std::vector<AllowedWrite>& allowed) {
  for (const AllowedWrite& each : allowed) {
    if (is_pattern(each.path)) continue;
    return Error{ErrorKind::usage, "'" + printable(each.path, 200) + "' is no pattern of a path that may be written",
                 ""};
  }
  return std::nullopt;
}

bool is_allowed(const std::vector<AllowedWrite>& allowed, WriteVerb verb, std::string_view path) {
  if (path.find('#') != std::string_view::npos) return false;
  path = path.substr(0, path.find('?'));
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const AllowedWrite& each) { return each.verb == verb && matches(each.path, path); });
}

}  // namespace oomscan::kube
