// Saves describe and logs of findings while the cluster's session is open.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/ports/cluster_reader.hpp"

namespace oomscan {

struct SavedArtifacts {
  std::vector<Gap> gaps;              // what could not be saved
  std::int64_t secrets_redacted = 0;  // replaced in the files that were saved
  std::vector<std::string> notes;     // what a person should know and is no gap
};

// Thread-safe.
class ArtifactSaver {
 public:
  virtual ~ArtifactSaver() = default;

  // Fills in `artifacts` of the findings (all of one cluster).
  virtual SavedArtifacts save(const std::string& cluster, ClusterReader& reader, std::vector<Finding>& findings,
                              std::stop_token stop) = 0;
};

}  // namespace oomscan
