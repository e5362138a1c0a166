// The way to one Prometheus: a target in, the body of a 2xx answer out. Two ways exist: HTTP, and the API server's
// service proxy.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>

#include "oomscan/model/result.hpp"

namespace oomscan::prometheus {

// What can be done about a failure beyond its kind.
enum class Remedy {
  none,
  try_again,
  name_a_namespace,  // a tenant's port: each request needs a parameter `namespace`
  ask_for_less,      // the query would load too many samples
};

struct QueryFailure {
  Error error;
  Remedy remedy = Remedy::none;
  std::optional<std::chrono::seconds> retry_after;
};

struct QueryReply {
  std::optional<std::string> body;
  std::optional<QueryFailure> failure;  // exactly one of the two is set
};

// Thread-safe.
class QueryApi {
 public:
  virtual ~QueryApi() = default;

  // `target`: "/api/v1/query?...", percent-encoded. Blocks.
  virtual QueryReply get(const std::string& target, std::stop_token stop) = 0;

  // How long a target may be on this way: ways that put something before it, or carry it in a URL, take less.
  [[nodiscard]] virtual std::size_t target_bytes_max() const = 0;
  // A failure has already been tried again as often as it should be.
  [[nodiscard]] virtual bool tries_again_itself() const = 0;
};

// An answer that is longer is not one to the questions of this program.
inline constexpr std::size_t kAnswerBytesMax = std::size_t{64} << 20;

}  // namespace oomscan::prometheus
