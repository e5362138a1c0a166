// Recorded answers of real tools and servers, and sinks to read lists into.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "oomscan/ports/cluster_reader.hpp"
#include "paths/paths.hpp"

namespace oomscan::kube {

inline std::string recorded(const std::string& name, const std::string& folder = "/tests/unit/kube/data/") {
  std::ifstream file(source_dir() + folder + name, std::ios::binary);
  if (!file) throw std::runtime_error("no recorded answer '" + name + "'");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// What a real API server showed of a case of the testbed: "oom-init.pods.json", "oom-init.pods.pb".
inline std::string recorded_by_testbed(const std::string& name) { return recorded(name, "/tests/testbed/recorded/"); }

// The entries of a recorded table with this "case", one per version of the tool.
inline std::vector<nlohmann::json> recorded_cases(const std::string& table, const std::string& which) {
  std::vector<nlohmann::json> found;
  for (const auto& entry : nlohmann::json::parse(recorded(table))) {
    if (entry.at("case") == which) found.push_back(entry);
  }
  if (found.empty()) throw std::runtime_error("no recorded case '" + which + "'");
  return found;
}

template <class T>
class CollectingSink : public ListSink<T> {
 public:
  void accept(T&& item) override { items.push_back(std::move(item)); }
  void restart() override {
    ++restarts;
    items.clear();
  }
  std::vector<T> items;
  int restarts = 0;
};

}  // namespace oomscan::kube
