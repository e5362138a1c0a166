// What somebody met in the field, rebuilt: objects as the API shows them, the cluster's clock, the findings that must
// come out. See tests/field/README.md for the form.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "oomscan/model/time.hpp"

namespace oomscan::field {

using Json = nlohmann::json;

struct Case {
  std::string name;  // "<folder>.<namespace>"
  Timestamp now{};
  std::string namespace_name;
  Json pods = Json::array();
  Json events = Json::array();
  Json expected = Json::array();
};

// The cases of one folder: of each `*.json` in it that has "cases" with objects. Files of other kinds (kubeconfigs,
// tools) belong to other runners and give none. Throws std::exception with the file's name if one cannot be read.
[[nodiscard]] std::vector<Case> read_cases(const std::filesystem::path& folder);

// All folders below, sorted.
[[nodiscard]] std::vector<std::filesystem::path> folders_of(const std::filesystem::path& root);

// Runs the case by decoders, evidence store, judge and JSON exporter, and holds the findings in its namespace against
// what is expected; one line for each that is missing or too much. `all_types`: else those that are on by default.
[[nodiscard]] std::vector<std::string> complaints(const Case& given, bool all_types);

// The case as `oom-scan explain --save-case` writes it: must come to the same findings.
[[nodiscard]] Case saved_and_read_back(const Case& given);

}  // namespace oomscan::field
