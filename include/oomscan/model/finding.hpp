// A finding: one type of failure of one container, with all that led to the verdict.
// Key: (cluster, namespace, pod uid, container, type). See docs/ for the rules of judgement.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/pod.hpp"
#include "oomscan/model/time.hpp"
#include "oomscan/model/why.hpp"

namespace oomscan {

enum class Source { events, oc_get_pods, prometheus, kernel, history };
[[nodiscard]] std::string_view to_id(Source source);

enum class State { active, recovered, terminating, gone, unknown };
[[nodiscard]] std::string_view to_id(State state);

// Ordered: a stronger confidence compares greater.
enum class Confidence { suspect, probable, confirmed };
[[nodiscard]] std::string_view to_id(Confidence confidence);

// What the past says of a failure. Ordered: what is more of a surprise compares greater.
enum class Novelty {
  known,  // it was failing before, and was not seen healthy since
  back,   // it had been resolved
  fresh,  // its place was seen for long enough, and it never failed there
};
[[nodiscard]] std::string_view to_id(Novelty novelty);  // "known", "back", "new"

// One observation from one source, said in one line.
struct Evidence {
  Source source = Source::oc_get_pods;
  std::optional<Timestamp> timestamp;
  std::string detail;

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// When one failure happened, as one source tells it: not before `earliest` and not after `latest`, which are the same
// where the source dates it. Samples tell of a failure only when they first show it.
struct Moment {
  Timestamp earliest;
  Timestamp latest;
  Source source = Source::oc_get_pods;

  friend bool operator==(const Moment&, const Moment&) = default;
};

struct Workload {
  std::string kind;  // Deployment, StatefulSet, DaemonSet, Job, CronJob, DeploymentConfig, ReplicaSet, Pod, ...
  std::string name;
  bool guessed = false;  // from the pod's name only; `kind` may be empty then

  friend bool operator==(const Workload&, const Workload&) = default;
};

// The eight look-back windows of every finding, shortest first.
struct Window {
  std::string_view name;
  Seconds length;
};
inline constexpr std::array<Window, 8> kWindows{{
    {"1h", Seconds{3600}},
    {"3h", Seconds{3 * 3600}},
    {"6h", Seconds{6 * 3600}},
    {"24h", Seconds{24 * 3600}},
    {"48h", Seconds{48 * 3600}},
    {"3d", Seconds{3 * 86400}},
    {"5d", Seconds{5 * 86400}},
    {"7d", Seconds{7 * 86400}},
}};
// How many known failures lie in the window of the same index; lower bounds.
using WindowCounts = std::array<int, kWindows.size()>;

// Counts the timestamps t with now - length <= t, for each window: what a cluster's clock dates ahead of `now` is new.
[[nodiscard]] WindowCounts count_windows(const std::vector<Timestamp>& timestamps, Timestamp now);

struct Artifacts {
  std::string description_file;  // absolute path, or empty
  std::string pod_log_file;      // absolute path, or empty
  std::string no_log_because{};  // why there is no log of it anywhere; empty if there is one, or nobody asked

  friend bool operator==(const Artifacts&, const Artifacts&) = default;
};

struct Finding {
  std::string cluster;
  std::string cluster_id;  // ClusterCoverage::cluster_id
  std::string context;
  std::string namespace_name;
  std::string pod;
  std::string pod_uid;
  std::string container;  // empty: unknown which of the pod's
  ContainerKind container_kind = ContainerKind::main;
  std::string type;                   // detector id: "OOMKilled", "CrashLoopBackOff", ...
  std::vector<Timestamp> timestamps;  // ascending, distinct: the known moments of failure, each when it is over
  std::vector<Source> sources;        // ascending by id, distinct: those of `evidence`
  State state = State::unknown;
  Confidence confidence = Confidence::suspect;
  std::string cause;
  Workload workload;
  std::string application;
  std::string component;
  std::string node;
  std::string image;  // as the pod's spec names it; empty: not known
  std::optional<int> exit_code;
  std::optional<std::int64_t> restart_count;
  std::optional<std::int64_t> memory_limit_bytes;
  std::optional<std::int64_t> memory_request_bytes;
  WindowCounts windows{};
  std::vector<Evidence> evidence;
  Artifacts artifacts;
  std::vector<Moment> moments;        // of the same index as `timestamps`, which are their `latest`
  bool memory_limit_is_pods = false;  // the limit is the whole pod's: a neighbour may have eaten it
  std::string fingerprint;            // the same failure in every run: see model/identity.hpp
  std::optional<Novelty> novelty;     // nullopt: the past is not known, or was not asked
  std::optional<LogCause> log_cause;  // what its log says; nullopt: no log was read, or it says nothing

  friend bool operator==(const Finding&, const Finding&) = default;
};

// By cluster, namespace, pod, container, type; then pod uid, context and node, so that the order is total.
[[nodiscard]] bool before(const Finding& left, const Finding& right);

}  // namespace oomscan
