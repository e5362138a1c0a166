#include "kube/log_answer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

constexpr std::string_view kNotKept = "the node does not keep this log any more";
constexpr std::string_view kNotReadable = "the node cannot read this log";
constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kSentenceBytesMax = 2'000;  // twice a path, and why

// "failed to tail 10000 lines of log file "PATH": why". `number`: digits stand between the first part and the second.
struct PathSentence {
  std::string_view first;
  bool number;
  std::string_view second;
};
constexpr std::array<PathSentence, 6> kPathSentences = {{
    {"failed to try resolving symlinks in path ", false, ""},
    {"failed to open log file ", false, ""},
    {"failed to tail ", true, " lines of log file "},
    {"failed to seek ", true, " in log file "},
    {"failed to read log file ", false, ""},
    {"failed to reset seek in log file ", false, ""},
}};

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

void take_while(std::string_view& text, std::string_view any_of) {
  text.remove_prefix(std::min(text.find_first_not_of(any_of), text.size()));
}

bool is_hex(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// An uid of the API, or a static pod's: its hash.
bool is_uid(std::string_view text) {
  return text.size() >= 32 && text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

// ".../NAMESPACE_POD_UID/CONTAINER/3.log", wherever the kubelet keeps them. Docker's own: what that links to.
bool is_log_path(std::string path, const LogRequest& request) {
  // Windows, quoted by Go.
  for (std::size_t at = path.find("\\\\"); at != std::string::npos; at = path.find("\\\\", at))
    path.replace(at, 2, "/");
  std::string_view left = path;
  if (const auto docker = left.rfind("/containers/"); docker != std::string_view::npos) {
    left.remove_prefix(docker + std::string_view("/containers/").size());
    const std::string_view id = left.substr(0, left.find('/'));
    return is_hex(id) && left.substr(id.size()) == fmt::format("/{}-json.log", id);
  }
  const std::string pod = fmt::format("/{}_{}_", request.namespace_name, request.pod);
  const auto begin = left.find(pod);
  if (begin == std::string_view::npos) return false;
  left.remove_prefix(begin + pod.size());
  const std::string_view uid = left.substr(0, left.find('/'));
  left.remove_prefix(uid.size());
  // A file that is not there may be told as the directory that is not.
  return is_uid(uid) && (left.starts_with("/" + request.container + "/") || left == "/" + request.container);
}

// "containerd://5b1d0f3c6a4e"
bool is_container_id(std::string_view text) {
  const auto colon = text.find("://");
  if (colon == 0 || colon == std::string_view::npos) return false;
  return text.find_first_of(" \t\"'", 0) == std::string_view::npos && is_hex(text.substr(colon + 3));
}

bool names_own_path(std::string_view line, const LogRequest& request) {
  for (const PathSentence& sentence : kPathSentences) {
    std::string_view left = line;
    if (!take(left, sentence.first)) continue;
    if (sentence.number) take_while(left, kDigits);
    if (!take(left, sentence.second) || !take(left, "\"")) continue;
    const auto end = left.find("\": ");
    if (end != std::string_view::npos && is_log_path(std::string(left.substr(0, end)), request)) return true;
  }
  return false;
}

// Why there is no log; empty: these may be a log's own words.
std::string_view whole_sentence(std::string_view line) {
  if (take(line, "unable to retrieve container logs for ")) return is_container_id(line) ? kNotKept : "";
  if (line == "container status is nil") return kNotKept;
  if (line.starts_with("failed to get parse function: unsupported log format: \"") && line.ends_with('"')) {
    return kNotReadable;
  }
  return "";
}

}  // namespace

LogBody read_log_body(std::string body, const LogRequest& request) {
  std::string_view last = body;
  // The kubelet ends its sentence without one, a client may add one.
  if (last.ends_with('\n') && last.find('\n') == last.size() - 1) last.remove_suffix(1);
  const auto line_end = last.rfind('\n');
  const bool alone = line_end == std::string_view::npos;
  if (!alone) last.remove_prefix(line_end + 1);
  if (last.empty() || last.size() > kSentenceBytesMax) return {std::move(body)};
  if (alone) {
    if (const std::string_view why = whole_sentence(last); !why.empty()) return {"", false, why};
  }
  if (!names_own_path(last, request)) return {std::move(body)};
  if (alone) {
    const bool gone = last.ends_with("no such file or directory") || last.ends_with("cannot find the file specified.");
    return {"", false, gone ? kNotKept : kNotReadable};
  }
  std::string note = fmt::format("[the node could not read on: {}]\n", printable(last));
  body.resize(line_end + 1);
  return {std::move(body) + note};
}

bool says_no_such_log(std::string_view message) {
  const auto holds = [&](std::string_view part) { return message.find(part) != std::string_view::npos; };
  return holds("previous terminated container") || holds("is waiting to start") || holds("is not valid for pod") ||
         holds("is not available") || message.ends_with("\" is terminated") || holds("no logs available") ||
         holds("does not have a corresponding pod");
}

}  // namespace oomscan::kube
