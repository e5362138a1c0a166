#include "oomscan/model/analysis.hpp"

namespace oomscan {

std::string_view to_id(GroupBy by) {
  switch (by) {
    case GroupBy::cluster:
      return "cluster";
    case GroupBy::namespaces:
      return "namespace";
    case GroupBy::workload:
      return "workload";
    case GroupBy::pod:
      return "pod";
  }
  return "";
}

std::string_view to_id(Trend trend) {
  switch (trend) {
    case Trend::up2:
      return "up2";
    case Trend::up:
      return "up";
    case Trend::flat:
      return "flat";
    case Trend::down:
      return "down";
    case Trend::down2:
      return "down2";
    case Trend::unknown:
      return "unknown";
  }
  return "";
}

std::string_view to_id(ScoreStatus status) {
  switch (status) {
    case ScoreStatus::stable:
      return "Stable";
    case ScoreStatus::warning:
      return "Warning";
    case ScoreStatus::critical:
      return "Critical";
    case ScoreStatus::not_enough_seen:
      return "not enough seen";
  }
  return "";
}

std::string_view to_id(RegressionKind kind) {
  switch (kind) {
    case RegressionKind::more:
      return "more";
    case RegressionKind::fresh:
      return "new";
    case RegressionKind::back:
      return "back";
  }
  return "";
}

}  // namespace oomscan
