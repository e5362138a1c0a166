// The runs of one container: how they ended, as far as its status still tells. Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/pod.hpp"

namespace oomscan::detect {

inline constexpr std::string_view kReasonOomKilled = "OOMKilled";
inline constexpr std::string_view kReasonCrashLoop = "CrashLoopBackOff";

// Foreign text (reasons, messages) in a line of evidence is cut to this: more than a kubelet writes. The gate
// (redact/gate) cuts evidence to what a person reads, after secrets were taken out of it.
inline constexpr std::size_t kForeignTextBytesMax = std::size_t{16} << 10;

struct RunEnd {
  const Termination* termination;  // never null; points into the container
  bool current;                    // state.terminated; else lastState.terminated
};

// Newest first; none, one or two.
[[nodiscard]] std::vector<RunEnd> run_ends(const ContainerObservation& container);

// An end that the kubelet made up because nobody saw the real one: no times, no container id, a reason of its own that
// says so (ContainerStatusUnknown, RestartingAllContainers, a Completed that the runtime knows nothing of); or, up to
// 1.21, a container that was created and not yet started. Its exit code says nothing.
[[nodiscard]] bool is_made_up(const Termination& termination);
// Made up, too, but it says that the init container was done and the pod went on (1.36).
[[nodiscard]] bool says_pod_went_on(const Termination& termination);
[[nodiscard]] bool is_oom_killed(const Termination& termination);
// The runtime could not start it: no process of the image ever ran.
[[nodiscard]] bool is_start_failure(const Termination& termination);
// Known to have gone wrong: another exit code than 0, or an OOM kill.
[[nodiscard]] bool is_abnormal(const Termination& termination);

// The container of this name, nullptr if there is none. Of several of the same name the one that tells most; which one
// does not depend on their order.
[[nodiscard]] const ContainerObservation* find_container(const PodObservation& pod, std::string_view name);

// The only container of the pod, debug containers aside; nullptr if there are more or none.
[[nodiscard]] const ContainerObservation* only_container(const PodObservation& pod);

// "lastState.terminated OOMKilled, exit code 137"
[[nodiscard]] std::string describe(const RunEnd& end);

}  // namespace oomscan::detect
