// A request as the API sees it and the answer to it, independent of the HTTP library.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oomscan::fleet_sim {

struct Identity;

struct Query {
  std::string method;
  std::string path;  // decoded, without query
  std::multimap<std::string, std::string> parameters;
  std::string accept;
  std::string content_type;
  std::string body;
  const Identity* identity = nullptr;  // nullptr: nobody ("system:anonymous")

  // First value, or empty.
  [[nodiscard]] std::string parameter(const std::string& name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
  }
};

struct Answer {
  int status = 200;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string head;         // the body is head + middle + tail
  std::string_view middle;  // a slice of the cluster's objects, which outlive the answer
  std::string tail;

  [[nodiscard]] std::size_t size() const { return head.size() + middle.size() + tail.size(); }
};

}  // namespace oomscan::fleet_sim
