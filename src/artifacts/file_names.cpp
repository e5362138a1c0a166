#include "artifacts/file_names.hpp"

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::artifacts {
namespace {

constexpr std::size_t kNamespaceBytesMax = 63;  // a DNS label: longer only if the server lies
constexpr std::size_t kNumberBytes = 8;         // "-2" and so on, which the file store adds to a name that is taken

}  // namespace

std::string artifact_file_name(std::string_view namespace_name, std::string_view pod, Timestamp stamp,
                               ArtifactKind kind) {
  const std::string first = file_name_safe(namespace_name, kNamespaceBytesMax);
  const std::string last =
      fmt::format("__{}__{}.txt", format_for_file_name(stamp), kind == ArtifactKind::description ? "desc" : "log");
  const std::size_t pod_bytes_max =
      kFileNameBytesMax - kNumberBytes - first.size() - std::string_view("__").size() - last.size();
  return first + "__" + file_name_safe(pod, pod_bytes_max) + last;
}

}  // namespace oomscan::artifacts
