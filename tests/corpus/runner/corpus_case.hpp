// One case of the corpus as its folder holds it. See README.md for the files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "oomscan/model/metrics.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::corpus {

using Json = nlohmann::json;

struct Case {
  std::string name;
  Timestamp now{};
  Seconds range{7 * 86400};
  std::vector<std::string> types;              // empty: all
  std::vector<std::string> unread_namespaces;  // their pods could not be read completely
  Json namespaces;                             // the verdict of each that is stated
  std::string pods;                            // a PodList as the API gives it
  std::string events;                          // an EventList as the API gives it
  std::vector<MetricObservation> metrics;
  Json expected;   // exactly these findings, by the members that are stated
  Json forbidden;  // none that agrees with one of these
};

// Throws std::exception with the file's name if the folder is not a whole case.
[[nodiscard]] Case read_case(const std::filesystem::path& folder);

// All folders below that hold a case, sorted.
[[nodiscard]] std::vector<std::filesystem::path> case_folders(const std::filesystem::path& root);

}  // namespace oomscan::corpus
