#include "oomscan/model/incident.hpp"

namespace oomscan {

std::string_view to_id(IncidentStatus status) {
  switch (status) {
    case IncidentStatus::watched:
      return "watched";
    case IncidentStatus::open:
      return "open";
    case IncidentStatus::flapping:
      return "flapping";
    case IncidentStatus::resolved:
      return "resolved";
  }
  return "";
}

std::string_view to_id(IncidentChange change) {
  switch (change) {
    case IncidentChange::none:
      return "none";
    case IncidentChange::opened:
      return "opened";
    case IncidentChange::updated:
      return "updated";
    case IncidentChange::resolved:
      return "resolved";
    case IncidentChange::reopened:
      return "reopened";
    case IncidentChange::flapping:
      return "flapping";
  }
  return "";
}

}  // namespace oomscan
