#include "kube/client/tool_version.hpp"

#include <charconv>
#include <cstddef>
#include <utility>

#include <simdjson.h>

namespace oomscan::kube {
namespace {

constexpr std::size_t kVersionBytesMax = std::size_t{1} << 20;
// oc 4.3 to 4.21: openshift/oc, go.mod
constexpr int kOpenShiftBehindKubernetes = 13;

// "v1.32.4-dispatcher", "4.16.0-202407..."
int minor_of(std::string_view version) {
  if (version.starts_with('v')) version.remove_prefix(1);
  int major_number = 0;
  int minor_number = 0;
  const auto major_end = std::from_chars(version.data(), version.data() + version.size(), major_number);
  if (major_end.ec != std::errc{} || major_end.ptr == version.data() + version.size() || *major_end.ptr != '.')
    return 0;
  const auto minor_end = std::from_chars(major_end.ptr + 1, version.data() + version.size(), minor_number);
  if (minor_end.ec != std::errc{} || minor_number < 0) return 0;
  if (major_number == 1) return minor_number;
  return major_number == 4 ? minor_number + kOpenShiftBehindKubernetes : 0;
}

}  // namespace

ToolVersion parse_tool_version(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::element answer;
  if (parser.parse(json.data(), json.size()).get(answer) != simdjson::SUCCESS) return {};
  std::string_view text;
  // oc's own number; its gitVersion may be that of a build.
  if (answer["releaseClientVersion"].get(text) != simdjson::SUCCESS || text.empty() || minor_of(text) == 0) {
    if (answer["clientVersion"]["gitVersion"].get(text) != simdjson::SUCCESS) return {};
  }
  ToolVersion version;
  version.minor = minor_of(text);
  if (version.minor != 0) version.text = std::string(text);
  version.dispatches = text.find("dispatcher") != std::string_view::npos;
  return version;
}

ToolVersion ask_tool_version(const Tool& tool, ProcessRunner& runner, std::chrono::milliseconds timeout,
                             std::stop_token stop) {
  ProcessLimits limits;
  limits.timeout = timeout;
  limits.stdout_bytes_max = kVersionBytesMax;
  const auto outcome = runner.run(tool.command("", {"version", "--client", "-o", "json"}), limits, std::move(stop));
  return outcome && outcome->end == ProcessEnd::exited ? parse_tool_version(outcome->out) : ToolVersion{};
}

bool has_path(std::string_view server) {
  const std::size_t scheme = server.find("://");
  const std::size_t slash = server.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  return slash != std::string_view::npos && slash + 1 < server.size();
}

}  // namespace oomscan::kube
