// Names of artifact files: <namespace>__<pod>__<timestamp>__desc.txt and ...__log.txt.
#pragma once

#include <cstddef>
#include <optional>
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

// The moment in such a name; nullopt: it is not one of ours.
[[nodiscard]] std::optional<Timestamp> stamp_of(std::string_view file_name);

}  // namespace oomscan::artifacts
