// A fleet whose clusters can be asked who they are before they are scanned.
// Invariant: each is connected to once for both: the session (or the failure) is kept for whoever opens it next, as far
// as kSessionsKeptMax goes; one that is not there in time goes on being opened, and is waited for then. A plug-in that
// waits for its user's login is not started twice.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/scheduler.hpp"
#include "scan/same_cluster.hpp"

namespace oomscan::scan {

inline constexpr std::size_t kIntroductionsAtOnce = 16;
// A session is a child of some 40 MiB: enough for most fleets, and not too much for a laptop.
inline constexpr std::size_t kSessionsKeptMax = 16;
// For all of them. A cluster that says nothing in time is scanned all the same, as one that nothing is known of.
inline constexpr std::chrono::seconds kIntroductionTimeMax{10};

// Thread-safe.
class IntroducingFleet final : public Fleet {
 public:
  explicit IntroducingFleet(std::unique_ptr<Fleet> fleet);
  ~IntroducingFleet() override;
  IntroducingFleet(const IntroducingFleet&) = delete;
  IntroducingFleet& operator=(const IntroducingFleet&) = delete;

  Result<std::vector<Context>> contexts(std::stop_token stop) override { return fleet_->contexts(std::move(stop)); }
  Result<Session> open(const Cluster& cluster, std::stop_token stop) override;

  // Asks each for its uid; and, of those with one uid and several users, what they may see. Blocks for at most
  // `time_max`. One alone is not asked: nothing follows. By position.
  std::vector<Introduction> introduce(const std::vector<Cluster>& clusters, Scheduler& scheduler, Clock& clock,
                                      std::chrono::milliseconds time_max, std::stop_token stop);
  // Ends the sessions that nobody will open: all but those of `clusters`.
  void keep_only(const std::vector<Cluster>& clusters);

 private:
  class Opening;

  // The one that is kept for this cluster, else a new one.
  std::shared_ptr<Opening> opening(const Cluster& cluster);
  void let_go(const std::string& context);

  std::unique_ptr<Fleet> fleet_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Opening>> kept_;  // by context; ended before the fleet
};

}  // namespace oomscan::scan
