#include "access/tool_words.hpp"

#include <array>
#include <cstddef>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oomscan/model/names.hpp"

namespace oomscan::access {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Json member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found != object.end() ? *found : Json(nullptr);
}

std::optional<int> number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return digits.empty() ? std::nullopt : std::optional<int>(value);
}

// "Fri, 20 Nov 2026 14:06:02 GMT"
std::optional<Timestamp> parse_http_date(std::string_view text) {
  constexpr std::size_t kLength = 29;
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() < kLength || text.substr(25, 4) != " GMT") return std::nullopt;
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    if (text.substr(8, 3) != kMonths.at(month)) continue;
    return parse_rfc3339(fmt::format("{}-{:02}-{}T{}Z", text.substr(12, 4), month + 1,
                                     number(text.substr(5, 2)) ? text.substr(5, 2) : "", text.substr(17, 8)));
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> can_i_arguments(const Right& right, std::string_view namespace_name) {
  std::string resource{right.resource};
  // With its group: another API may have the same word.
  if (!right.group.empty()) resource += fmt::format(".{}", right.group);
  if (!right.names.empty()) resource += fmt::format("/{}", right.names.front());
  std::vector<std::string> words{"auth", "can-i", std::string{right.verb}, resource};
  if (!right.subresource.empty()) words.push_back(fmt::format("--subresource={}", right.subresource));
  // Not the context's namespace, which would be the default.
  words.push_back(namespace_name.empty() ? std::string{"--all-namespaces"}
                                         : fmt::format("--namespace={}", namespace_name));
  return words;
}

std::optional<bool> read_can_i(std::string_view out) {
  const std::string_view text = trimmed(out);
  const std::string_view word = text.substr(0, text.find_first_of(" \n"));  // a reason may follow
  if (word == "yes") return true;
  if (word == "no") return false;
  return std::nullopt;
}

bool says_no_such_resource(std::string_view err) {
  return err.find("the server doesn't have a resource type") != std::string_view::npos;
}

std::string read_client_version(std::string_view json) {
  const Json version = Json::parse(json, nullptr, false);
  std::string released = text_at(version, "releaseClientVersion");
  return released.empty() ? text_at(member(version, "clientVersion"), "gitVersion") : released;
}

std::string read_server_version(std::string_view json) {
  return text_at(Json::parse(json, nullptr, false), "gitVersion");
}

std::vector<std::string> who_am_i_arguments(std::string_view tool) {
  if (tool == "oc") return {"whoami"};
  return {"auth", "whoami", "-o", "json"};
}

std::string read_who_am_i(std::string_view out) {
  const std::string_view text = trimmed(out);
  if (text.starts_with('{')) {
    return text_at(member(member(Json::parse(text, nullptr, false), "status"), "userInfo"), "username");
  }
  return text.find('\n') == std::string_view::npos ? std::string{text} : std::string{};
}

std::vector<std::string> server_time_arguments() { return {"get", "--raw", "/version", "-v=8"}; }

std::optional<Timestamp> read_server_time(std::string_view err) {
  constexpr std::string_view kHeader = " Date: ";  // also behind a tab
  for (std::size_t at = err.find("Date: "); at != std::string_view::npos; at = err.find("Date: ", at + 1)) {
    const bool begins_a_word = at == 0 || err[at - 1] == '\t' || err[at - 1] == ' ' || err[at - 1] == '\n';
    if (!begins_a_word) continue;
    if (auto time = parse_http_date(err.substr(at + kHeader.size() - 1))) return time;
  }
  return std::nullopt;
}

}  // namespace oomscan::access
