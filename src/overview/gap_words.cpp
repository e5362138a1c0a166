#include "oomscan/overview/gap_words.hpp"

namespace oomscan::overview {

std::string_view words(GapSubject subject) {
  switch (subject) {
    case GapSubject::cluster:
      return "everything";
    case GapSubject::pods_and_events:
      return "pods and Events";
    case GapSubject::events:
      return "Events";
    case GapSubject::node_events:
      return "Events of nodes";
    case GapSubject::prometheus:
      return "Prometheus";
    case GapSubject::logs:
      return "logs";
    case GapSubject::descriptions:
      return "descriptions";
    case GapSubject::evidence:
      return "some evidence";
    case GapSubject::namespaces:
    case GapSubject::pods:
    case GapSubject::ended_containers:
    case GapSubject::history:
    case GapSubject::artifacts:
      break;
  }
  return to_id(subject);
}

std::string_view words(GapReason reason) {
  switch (reason) {
    case GapReason::usage:
      return "wrong usage";
    case GapReason::config:
      return "configuration is wrong";
    case GapReason::not_found:
      return "not found";
    case GapReason::forbidden:
      return "not allowed (403)";
    case GapReason::unauthorized:
      return "not logged in (401)";
    case GapReason::unreachable:
      return "unreachable";
    case GapReason::timed_out:
      return "no answer in time";
    case GapReason::throttled:
      return "throttled by the server (429)";
    case GapReason::expired:
      return "the list expired while it was read (410)";
    case GapReason::server_error:
      return "server error";
    case GapReason::bad_answer:
      return "answer not understood";
    case GapReason::io:
      return "trouble on this machine";
    case GapReason::local_permission:
      return "not allowed on this machine";
    case GapReason::cancelled:
    case GapReason::interrupted:
      return "interrupted";
    case GapReason::retention:
      return "history does not reach back that far";
    case GapReason::quick:
      return "not looked at (--quick)";
    case GapReason::partial:
      return "only part of the answer came";
    case GapReason::memory_limit:
      return "more than the memory limit of this run allows";
    case GapReason::too_many:
      return "too many to read them all";
    case GapReason::wrong_cluster:
      return "not shown to belong to this cluster";
  }
  return to_id(reason);
}

}  // namespace oomscan::overview
