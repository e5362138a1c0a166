#include "artifacts/file_names.hpp"

#include <string>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::artifacts {
namespace {

constexpr std::size_t kNamespaceBytesMax = 63;  // a DNS label: longer only if the server lies
constexpr std::size_t kStampBytes = 20;         // "2025-12-12T05-25-40Z"
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

std::optional<Timestamp> stamp_of(std::string_view file_name) {
  for (const std::string_view end : {std::string_view("__desc.txt"), std::string_view("__log.txt")}) {
    if (!file_name.ends_with(end)) continue;
    file_name.remove_suffix(end.size());
    const auto begin = file_name.rfind("__");
    if (begin == std::string_view::npos || begin == 0) return std::nullopt;
    // "2025-12-12T05-25-40Z", and "-2" where the name was taken.
    std::string stamp(file_name.substr(begin + 2));
    const auto zone = stamp.find('Z');
    if (zone != kStampBytes - 1) return std::nullopt;
    const std::string_view number = std::string_view(stamp).substr(kStampBytes);
    if (!number.empty() && (number.front() != '-' || number.size() == 1 ||
                            number.find_first_not_of("0123456789", 1) != std::string_view::npos)) {
      return std::nullopt;
    }
    stamp.resize(kStampBytes);
    for (const std::size_t colon : {std::size_t{13}, std::size_t{16}}) {
      if (stamp[colon] != '-') return std::nullopt;
      stamp[colon] = ':';
    }
    return parse_rfc3339(stamp);
  }
  return std::nullopt;
}

}  // namespace oomscan::artifacts
