// How a scan is to be done: the part of the user's options that the walk needs.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "oomscan/model/options.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::scan {

struct ScanSettings {
  std::size_t clusters_at_once = 2;
  std::size_t namespaces_per_batch = 10;
  std::size_t workers_per_cluster = 5;
  Strategy strategy = Strategy::automatic;
  std::vector<std::string> namespaces;  // exactly these, without listing; empty: list them
  TimeRange range;
  bool range_promised = true;  // it was asked for: what of it was not kept is a gap
  bool quick = false;          // whole pods only where the table of pods, an Event or a metric gives reason to
  std::chrono::seconds cluster_timeout{0};            // for all of one cluster; zero: no such limit
  std::chrono::seconds deadline{0};                   // for the whole run; zero: no such limit
  std::chrono::steady_clock::time_point run_began{};  // the deadline counts from here
  bool prometheus_was_named = false;  // by the user: that it cannot be used is then a gap, not only a note
};

}  // namespace oomscan::scan
