// Something that was asked for and not seen: what, and why. Callers act on subject and reason; detail and hint are for
// people, and nobody parses them. Pure functions, safe from any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"

namespace oomscan {

// What was not seen. Ids stand in exports: they may be added to, never renamed. A new one: here, in `to_id`, in
// `kGapSubjects`, its words (overview/gap_words.hpp), and the list of docs/oom_results.schema.json; tests walk all of
// them.
enum class GapSubject {
  cluster,          // all of it
  namespaces,       // which there are
  pods_and_events,  // of a namespace that was not reached
  pods,
  events,
  node_events,       // OOM Events of Nodes, wherever they are kept
  ended_containers,  // init and ephemeral ones that have ended: no table of pods shows them
  prometheus,        // what metrics could have told
  history,           // of what is over: the look-back reaches further than what was kept
  logs,
  descriptions,
  artifacts,  // all that is saved of a finding, or the place for it
  evidence,   // observations that were over a bound, and findings that they may have led to
};

// Why. The first fourteen are the kinds of error.
enum class GapReason {
  usage,
  config,
  not_found,
  forbidden,
  unauthorized,
  unreachable,
  timed_out,
  throttled,
  expired,
  server_error,
  bad_answer,
  io,
  local_permission,
  cancelled,
  retention,      // it is not kept that long
  interrupted,    // a person or the system stopped the run
  quick,          // --quick passed it by
  partial,        // the answer itself says that it is not whole
  memory_limit,   // reading on would have taken more memory than the run may have
  too_many,       // over a bound of this program, which the detail names
  wrong_cluster,  // what answered belongs to another cluster, or does not show that it belongs to this one
};

inline constexpr std::array kGapSubjects = {
    GapSubject::cluster,  GapSubject::namespaces,  GapSubject::pods_and_events,  GapSubject::pods,
    GapSubject::events,   GapSubject::node_events, GapSubject::ended_containers, GapSubject::prometheus,
    GapSubject::history,  GapSubject::logs,        GapSubject::descriptions,     GapSubject::artifacts,
    GapSubject::evidence,
};
inline constexpr std::array kGapReasons = {
    GapReason::usage,
    GapReason::config,
    GapReason::not_found,
    GapReason::forbidden,
    GapReason::unauthorized,
    GapReason::unreachable,
    GapReason::timed_out,
    GapReason::throttled,
    GapReason::expired,
    GapReason::server_error,
    GapReason::bad_answer,
    GapReason::io,
    GapReason::local_permission,
    GapReason::cancelled,
    GapReason::retention,
    GapReason::interrupted,
    GapReason::quick,
    GapReason::partial,
    GapReason::memory_limit,
    GapReason::too_many,
    GapReason::wrong_cluster,
};

// "cluster", "pods, events", "log", ... and "forbidden", "retention", ...: as they stand in exports.
[[nodiscard]] std::string_view to_id(GapSubject subject);
[[nodiscard]] std::string_view to_id(GapReason reason);

[[nodiscard]] GapReason gap_reason(ErrorKind kind);

struct Gap {
  std::string namespace_name;  // empty: the whole cluster
  GapSubject subject = GapSubject::cluster;
  GapReason reason = GapReason::bad_answer;
  std::string detail;  // one line for a person
  std::string hint;    // what to do about it, or empty

  friend bool operator==(const Gap&, const Gap&) = default;
};

// A gap from a failure: its reason from the error's kind, detail = its message, hint = its hint.
[[nodiscard]] Gap gap_from(const Error& error, std::string namespace_name, GapSubject subject);

}  // namespace oomscan
