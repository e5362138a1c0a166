#include "detect/catalog.hpp"

#include <array>

#include "detect/rules/rules.hpp"

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
