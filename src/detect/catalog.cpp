#include "detect/catalog.hpp"

#include <array>

#include "detect/rules/back_off_event.hpp"
#include "detect/rules/crash_loop_event.hpp"
#include "detect/rules/crash_loop_metric.hpp"
#include "detect/rules/crash_loop_waiting.hpp"
#include "detect/rules/evicted_event.hpp"
#include "detect/rules/evicted_status.hpp"
#include "detect/rules/image_pull_event.hpp"
#include "detect/rules/image_pull_waiting.hpp"
#include "detect/rules/node_oom.hpp"
#include "detect/rules/node_oom_nearby.hpp"
#include "detect/rules/oom_counter.hpp"
#include "detect/rules/oom_killed_event.hpp"
#include "detect/rules/oom_killed_metric.hpp"
#include "detect/rules/oom_killed_status.hpp"
#include "detect/rules/probe_kill_event.hpp"
#include "detect/rules/restart_pattern.hpp"
#include "detect/rules/start_error_event.hpp"
#include "detect/rules/start_error_status.hpp"
#include "detect/rules/start_oom_event.hpp"
#include "detect/rules/start_oom_status.hpp"

namespace oomscan::detect {
namespace {

// One rule a line: scripts/mutate-rules takes out one line at a time.
// clang-format off
constexpr std::array kOomKilledRules = {
    &kOomKilledStatus,
    &kStartOomStatus,
    &kOomKilledEvent,
    &kStartOomEvent,
    &kNodeOomNearby,
    &kOomKilledMetric,
    &kOomCounter,
};
constexpr std::array kCrashLoopRules = {
    &kCrashLoopWaiting,
    &kBackOffEvent,
    &kCrashLoopEvent,
    &kRestartPattern,
    &kCrashLoopMetric,
};
constexpr std::array kImagePullRules = {
    &kImagePullWaiting,
    &kImagePullEvent,
};
constexpr std::array kEvictedRules = {
    &kEvictedStatus,
    &kEvictedEvent,
};
constexpr std::array kProbeKillRules = {
    &kProbeKillEvent,
};
constexpr std::array kStartErrorRules = {
    &kStartErrorStatus,
    &kStartErrorEvent,
};
// clang-format on

constexpr std::array kDetectors = {
    Detector{{"OOMKilled", "containers that ran out of their memory limit, or could not even start within it", true},
             kOomKilledRules},
    Detector{{"CrashLoopBackOff", "containers that keep ending and are restarted with ever longer waits", true},
             kCrashLoopRules},
    Detector{{"ImagePullBackOff", "containers that wait for an image that cannot be pulled", false}, kImagePullRules},
    Detector{{"Evicted", "pods that their node threw out", false}, kEvictedRules},
    Detector{{"NodeOOM", "nodes on which the kernel had to kill for lack of memory", false}, {}, &kNodeOom},
    Detector{{"LivenessKilled", "containers that are killed because a liveness or startup probe fails", false},
             kProbeKillRules},
    Detector{{"ContainerStartError", "containers that cannot be created or started", false}, kStartErrorRules},
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
