#include "kube/door/request_path.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/names.hpp"

namespace oomscan::kube {
namespace {

constexpr std::string_view kProxySegment = "proxy";

}  // namespace

std::string list_path(std::string_view namespace_name, std::string_view resource) {
  if (namespace_name.empty()) return fmt::format("/api/v1/{}", resource);
  return fmt::format("{}/{}/{}", kNamespacesPath, percent_encoded(namespace_name), resource);
}

std::string page_path(std::string_view list, std::size_t limit, std::string_view continue_token) {
  std::string path{list};
  char separator = list.find('?') == std::string_view::npos ? '?' : '&';
  if (limit > 0) path += fmt::format("{}limit={}", std::exchange(separator, '&'), limit);
  if (!continue_token.empty()) path += fmt::format("{}continue={}", separator, percent_encoded(continue_token));
  return path;
}

std::string selection_path(const PodSelection& selection) {
  std::string path = list_path(selection.namespace_name, "pods");
  if (!selection.job_uid.empty()) {
    // The older of the two labels with the Job's uid: the Job controller sets it on every version.
    return path + "?labelSelector=" + percent_encoded("controller-uid=" + selection.job_uid);
  }
  path += "?fieldSelector=";
  path += percent_encoded(selection.neither_running_nor_succeeded ? "status.phase!=Running,status.phase!=Succeeded"
                                                                  : "metadata.name=" + selection.name);
  if (!selection.not_older_than.empty()) {
    path +=
        fmt::format("&resourceVersion={}&resourceVersionMatch=NotOlderThan", percent_encoded(selection.not_older_than));
  }
  return path;
}

std::string pod_path(std::string_view namespace_name, std::string_view pod) {
  return fmt::format("{}/{}", list_path(namespace_name, "pods"), percent_encoded(pod));
}

std::string events_of_pod_path(std::string_view namespace_name, std::string_view pod, std::string_view uid,
                               std::size_t limit) {
  std::string selector = fmt::format("involvedObject.kind=Pod,involvedObject.name={}", pod);
  if (!uid.empty()) selector += fmt::format(",involvedObject.uid={}", uid);
  return page_path(fmt::format("{}?fieldSelector={}", list_path(namespace_name, "events"), percent_encoded(selector)),
                   limit, "");
}

std::string log_path(const LogRequest& request) {
  std::string path =
      fmt::format("{}/log?tailLines={}", pod_path(request.namespace_name, request.pod), request.tail_lines);
  if (!request.container.empty()) path += fmt::format("&container={}", percent_encoded(request.container));
  if (request.previous) path += "&previous=true";
  return path;
}

bool is_proxied(std::string_view path) {
  path = path.substr(0, path.find_first_of("?#"));
  while (!path.empty()) {
    const std::size_t end = path.find('/');
    if (path.substr(0, end) == kProxySegment) return true;
    path = end == std::string_view::npos ? std::string_view{} : path.substr(end + 1);
  }
  return false;
}

}  // namespace oomscan::kube
