// A cluster whose answers are set by the test.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "access/cluster_probe.hpp"

namespace oomscan::access {

class FakeClusterProbe : public ClusterProbe {
 public:
  Result<std::string> version = std::string("v1.34.2");
  Result<void> login{};
  std::string name = "jo";
  ScanNamespaces scan_namespaces{{"a", "b"}, 2, true, {}, std::nullopt};
  std::set<std::string> missing;   // namespaces
  std::set<std::string> refused;   // "get pods/log" everywhere, "get pods/log in a" there
  std::optional<Error> no_answer;  // to questions about rights
  Result<PrometheusFound> found = PrometheusFound{"service 'monitoring/p:9090'", Timestamp{}, {}};
  std::optional<Seconds> ahead = Seconds{0};
  std::vector<std::string> asked;  // about rights

  Result<std::string> reach(std::stop_token) override { return version; }
  Result<void> log_in(std::stop_token) override { return login; }
  std::string user(std::stop_token) override { return name; }
  ScanNamespaces namespaces(std::stop_token) override { return scan_namespaces; }
  std::set<std::string> untold;  // namespaces that may not be looked at
  Result<bool> namespace_exists(const std::string& namespace_name, std::stop_token) override {
    if (untold.contains(namespace_name)) return Error{ErrorKind::forbidden, "'jo' may not get namespaces", ""};
    return !missing.contains(namespace_name);
  }
  Result<bool> may(const Right& right, const std::string& namespace_name, std::stop_token) override {
    const std::string question =
        fmt::format("{} {}{}{}", right.verb, right.resource, right.subresource.empty() ? "" : "/", right.subresource);
    const std::string here = question + " in " + namespace_name;
    asked.push_back(namespace_name.empty() ? question : here);
    if (no_answer) return *no_answer;
    if (namespace_name.empty()) return !refused.contains(question);
    return !refused.contains(here);
  }
  Result<PrometheusFound> prometheus(const std::vector<std::string>&, std::stop_token) override { return found; }
  std::optional<Seconds> clock_ahead(std::stop_token) override { return ahead; }
};

}  // namespace oomscan::access
