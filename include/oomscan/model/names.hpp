// Names as Kubernetes allows them, and names as parts of a URL. Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace oomscan {

// What the API server accepts as the name of a namespace (RFC 1123 label, at most 63 bytes) and of a pod (RFC 1123
// subdomain, at most 253). Other names are refused before they reach a path, a command line or a YAML file
// ("..", "-o").
[[nodiscard]] bool is_namespace_name(std::string_view name);
[[nodiscard]] bool is_pod_name(std::string_view name);

// RFC 3986: everything but unreserved characters becomes %XX; those in `kept` stay as they are.
[[nodiscard]] std::string percent_encoded(std::string_view text, std::string_view kept = {});

// Without spaces, tabs and line ends at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace oomscan
