// The short and stable words for why a container fails: `Finding::cause`. Others are "exit code N", "signal N".
#pragma once

#include <string_view>

namespace oomscan {

inline constexpr std::string_view kCauseOomKilled = "OOMKilled";
inline constexpr std::string_view kCauseLivenessKilled = "LivenessKilled";
inline constexpr std::string_view kCauseStartupProbe = "startup probe failed";
inline constexpr std::string_view kCauseLimitTooLow = "limit too low to start";
inline constexpr std::string_view kCauseStartError = "StartError";
inline constexpr std::string_view kCauseConfigError = "CreateContainerConfigError";
inline constexpr std::string_view kCauseImagePull = "image pull failed";
inline constexpr std::string_view kCauseEvicted = "Evicted";
inline constexpr std::string_view kCauseUnknown = "unknown";

// Raising or setting a memory limit is the answer to it, or is not: the limit decides.
[[nodiscard]] constexpr bool is_about_memory(std::string_view cause) {
  return cause == kCauseOomKilled || cause == kCauseLimitTooLow;
}

}  // namespace oomscan
