// Kubernetes quantities ("128Mi", "0.5Gi", "1e9", "500k", "128974848", "100m") as bytes.
// Source: k8s.io/apimachinery/pkg/api/resource, Quantity. Pure, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace oomscan::kube {

// Rounded up to whole bytes, as the API does; at most INT64_MAX. nullopt: not a quantity, or a negative one.
[[nodiscard]] std::optional<std::int64_t> parse_bytes(std::string_view quantity);

}  // namespace oomscan::kube
