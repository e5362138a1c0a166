// The second door to one cluster's API: it lets through exactly the writes that were named when it was opened, and
// nothing else, reading included. What reads has the other door (KubeApi), which cannot write.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan {

enum class WriteVerb { create, update, patch, remove };

// "POST", "PUT", "PATCH", "DELETE".
[[nodiscard]] constexpr std::string_view method_of(WriteVerb verb) {
  switch (verb) {
    case WriteVerb::create:
      return "POST";
    case WriteVerb::update:
      return "PUT";
    case WriteVerb::patch:
      return "PATCH";
    case WriteVerb::remove:
      return "DELETE";
  }
  return "";
}

// One thing that may be done. In the path a segment "*" stands for any one name, never for more than one:
// "/api/v1/namespaces/*/events". Query parameters are free (dryRun=All, fieldManager=…).
struct AllowedWrite {
  WriteVerb verb = WriteVerb::create;
  std::string path;

  friend bool operator==(const AllowedWrite&, const AllowedWrite&) = default;
};

struct WriteRequest {
  WriteVerb verb = WriteVerb::create;
  std::string path;  // path and query, percent-encoded
  std::string content_type = "application/json";
  std::string body;
};

// Thread-safe.
class WriteApi {
 public:
  virtual ~WriteApi() = default;

  // Answers as those of KubeApi::get. usage, permanent: not one of the writes that were named; it was not sent. Nothing
  // is tried again: whether a write that broke off took place has to be looked at by who wanted it.
  virtual KubeApi::Answer send(const WriteRequest& request, std::stop_token stop) = 0;
};

}  // namespace oomscan
