// Paths of the API server that this program reads.
// Invariant: a foreign name never becomes more than one path segment or one query value.
// Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "oomscan/ports/cluster_reader.hpp"

namespace oomscan::kube {

inline constexpr std::string_view kNamespacesPath = "/api/v1/namespaces";
inline constexpr std::string_view kProjectsPath = "/apis/project.openshift.io/v1/projects";

// namespace_name empty: the whole cluster. `resource`: "pods", "events".
[[nodiscard]] std::string list_path(std::string_view namespace_name, std::string_view resource);

// All pods that the selection means, as a list. A resource version stands only where the list is not read in pages: the
// server takes none beside a continue token.
[[nodiscard]] std::string selection_path(const PodSelection& selection);

// `list` may have a query. `limit` 0: none. `continue_token` empty: the first page.
[[nodiscard]] std::string page_path(std::string_view list, std::size_t limit, std::string_view continue_token);

[[nodiscard]] std::string pod_path(std::string_view namespace_name, std::string_view pod);

// The first `limit` Events that speak of this pod. `uid` empty: of any pod of this name.
[[nodiscard]] std::string events_of_pod_path(std::string_view namespace_name, std::string_view pod,
                                             std::string_view uid, std::size_t limit);

[[nodiscard]] std::string log_path(const LogRequest& request);

// A path behind which the API server only passes on what a pod, a service or a node answers: …/proxy/…. Who runs that
// pod, a tenant perhaps, decides what comes back, redirects included.
[[nodiscard]] bool is_proxied(std::string_view path);

}  // namespace oomscan::kube
