// Names of artifact files: <namespace>__<pod>__<timestamp>__desc.txt and ...__log.txt.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "oomscan/model/time.hpp"

namespace oomscan::artifacts {

inline constexpr std::size_t kFileNameBytesMax = 255;  // NAME_MAX of Linux' file systems

enum class ArtifactKind { description, log };

// A single path component of at most kFileNameBytesMax bytes, with room left for a number that makes it unique.
// Unsafe characters become '_'; names too long are cut and given a hash.
[[nodiscard]] std::string artifact_file_name(std::string_view namespace_name, std::string_view pod, Timestamp stamp,
                                             ArtifactKind kind);

}  // namespace oomscan::artifacts
