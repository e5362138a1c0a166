#include "oomscan/model/gap.hpp"

#include <utility>

namespace oomscan {

// -Wswitch makes a value without an id an error; these make one that is missing from the lists an error.
static_assert(kGapSubjects.size() == static_cast<std::size_t>(GapSubject::evidence) + 1);
static_assert(kGapReasons.size() == static_cast<std::size_t>(GapReason::wrong_cluster) + 1);

std::string_view to_id(GapSubject subject) {
  switch (subject) {
    case GapSubject::cluster:
      return "cluster";
    case GapSubject::namespaces:
      return "namespaces";
    case GapSubject::pods_and_events:
      return "pods, events";
    case GapSubject::pods:
      return "pods";
    case GapSubject::events:
      return "events";
    case GapSubject::node_events:
      return "node events";
    case GapSubject::ended_containers:
      return "init and ephemeral containers";
    case GapSubject::prometheus:
      return "prometheus";
    case GapSubject::history:
      return "history";
    case GapSubject::logs:
      return "log";
    case GapSubject::descriptions:
      return "describe";
    case GapSubject::artifacts:
      return "artifacts";
    case GapSubject::evidence:
      return "evidence";
  }
  return "bug";
}

std::string_view to_id(GapReason reason) {
  switch (reason) {
    case GapReason::usage:
      return to_id(ErrorKind::usage);
    case GapReason::config:
      return to_id(ErrorKind::config);
    case GapReason::not_found:
      return to_id(ErrorKind::not_found);
    case GapReason::forbidden:
      return to_id(ErrorKind::forbidden);
    case GapReason::unauthorized:
      return to_id(ErrorKind::unauthorized);
    case GapReason::unreachable:
      return to_id(ErrorKind::unreachable);
    case GapReason::timed_out:
      return to_id(ErrorKind::timed_out);
    case GapReason::throttled:
      return to_id(ErrorKind::throttled);
    case GapReason::expired:
      return to_id(ErrorKind::expired);
    case GapReason::server_error:
      return to_id(ErrorKind::server_error);
    case GapReason::bad_answer:
      return to_id(ErrorKind::bad_answer);
    case GapReason::io:
      return to_id(ErrorKind::io);
    case GapReason::local_permission:
      return to_id(ErrorKind::local_permission);
    case GapReason::cancelled:
      return to_id(ErrorKind::cancelled);
    case GapReason::retention:
      return "retention";
    case GapReason::interrupted:
      return "interrupted";
    case GapReason::quick:
      return "quick";
    case GapReason::partial:
      return "partial";
    case GapReason::memory_limit:
      return "memory_limit";
    case GapReason::too_many:
      return "too_many";
    case GapReason::wrong_cluster:
      return "wrong_cluster";
  }
  return "bug";
}

GapReason gap_reason(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return GapReason::usage;
    case ErrorKind::config:
      return GapReason::config;
    case ErrorKind::not_found:
      return GapReason::not_found;
    case ErrorKind::forbidden:
      return GapReason::forbidden;
    case ErrorKind::unauthorized:
      return GapReason::unauthorized;
    case ErrorKind::unreachable:
      return GapReason::unreachable;
    case ErrorKind::timed_out:
      return GapReason::timed_out;
    case ErrorKind::throttled:
      return GapReason::throttled;
    case ErrorKind::expired:
      return GapReason::expired;
    case ErrorKind::server_error:
      return GapReason::server_error;
    case ErrorKind::memory_limit:
      return GapReason::memory_limit;
    case ErrorKind::bad_answer:
      return GapReason::bad_answer;
    case ErrorKind::io:
      return GapReason::io;
    case ErrorKind::local_permission:
      return GapReason::local_permission;
    case ErrorKind::cancelled:
      return GapReason::cancelled;
  }
  return GapReason::bad_answer;
}

Gap gap_from(const Error& error, std::string namespace_name, GapSubject subject) {
  return Gap{std::move(namespace_name), subject, gap_reason(error.kind), error.message, error.hint};
}

}  // namespace oomscan
