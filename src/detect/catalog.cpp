#include "detect/catalog.hpp"

#include <array>

#include "detect/back_off_event.hpp"
#include "detect/crash_loop_event.hpp"
#include "detect/crash_loop_waiting.hpp"
#include "detect/node_oom_nearby.hpp"
#include "detect/oom_killed_event.hpp"
#include "detect/oom_killed_status.hpp"
#include "detect/restart_pattern.hpp"
#include "detect/start_oom_event.hpp"
#include "detect/start_oom_status.hpp"

namespace oomscan::detect {
namespace {

constexpr std::array kOomKilledRules = {&kOomKilledStatus, &kStartOomStatus, &kOomKilledEvent, &kStartOomEvent,
                                        &kNodeOomNearby};
constexpr std::array kCrashLoopRules = {&kCrashLoopWaiting, &kBackOffEvent, &kCrashLoopEvent, &kRestartPattern};

constexpr std::array kDetectors = {
    Detector{{"OOMKilled", "containers that ran out of their memory limit, or could not even start within it", true},
             kOomKilledRules},
    Detector{{"CrashLoopBackOff", "containers that keep ending and are restarted with ever longer waits", true},
             kCrashLoopRules},
};

constexpr auto kInfos = [] {
  std::array<DetectorInfo, kDetectors.size()> infos;
  for (std::size_t i = 0; i < infos.size(); ++i) infos[i] = kDetectors[i].info;
  return infos;
}();

}  // namespace

std::span<const Detector> catalog() { return kDetectors; }

std::span<const DetectorInfo> detectors() { return kInfos; }

}  // namespace oomscan::detect
