#include "oomscan/model/why.hpp"

namespace oomscan {

std::string_view to_id(LogCategory category) {
  switch (category) {
    case LogCategory::oom_killed:
      return "OOMKilled";
    case LogCategory::image_pull_back_off:
      return "ImagePullBackOff";
    case LogCategory::config_error:
      return "ConfigError";
    case LogCategory::health_check_failed:
      return "HealthCheckFailed";
    case LogCategory::database_error:
      return "DatabaseError";
    case LogCategory::permission_error:
      return "PermissionError";
    case LogCategory::unknown:
      return "Unknown";
  }
  return "Unknown";
}

}  // namespace oomscan
