// Faults to inject: matched by cluster, path, query and the how-many-th matching request it is. Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace oomscan::fleet_sim {

// Replaces text of a body; `find` that does not occur makes the answer a 599, so that no test runs without its fault.
struct BodyEdit {
  std::string find;
  std::string replace;
  std::int64_t times = 0;   // of its occurrences, from the first; 0: all
  std::int64_t repeat = 1;  // `replace` is put there so often
};

// What is done with the connection instead of an answer. Over TLS only, but for `none`.
enum class WireFault { none, close, reset, raw };

struct Fault {
  // Which requests.
  std::string cluster;      // name; empty: any
  std::string path_prefix;  // "/api/v1/pods"; with '$' at its end the whole path; empty: any
  std::string query;        // must occur in the raw query ("continue="); empty: any
  std::string user_agent;   // must occur in User-Agent; empty: any
  std::int64_t from = 1;    // the first matching request that is hit, counted from 1
  std::int64_t count = 0;   // how many are hit; 0: all from there on
  // What happens to them, in this order.
  int delay_ms = 0;
  WireFault wire = WireFault::none;
  std::string raw;                  // bytes sent in place of an HTTP answer, before the connection closes
  bool as_json = false;             // answered as if the client had asked for JSON alone
  int status = 0;                   // 0: the true answer; 410 answers as for an expired continue token
  int retry_after_s = 0;            // header with the status
  std::optional<std::string> body;  // with the request's number in place of %N%
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<BodyEdit> edits;
  std::int64_t keep_bytes = -1;       // >= 0: the body ends there, and its announced length agrees
  std::int64_t pad_bytes = 0;         // spaces after the body, of which the announced length knows
  bool endless = false;               // spaces after the body, in chunks, as long as anybody listens
  std::int64_t cut_after_bytes = -1;  // >= 0: the connection closes after so many bytes of the body
  std::int64_t drip_bytes = 0;        // > 0: the body is sent in pieces of that size,
  int drip_ms = 0;                    // with such a pause before each
};

// From an array of objects with the members of Fault ("path" for path_prefix; "wire": "close", "reset" or "raw"; bytes
// that are no UTF-8 as "raw_base64" and "body_base64", in edits "find_base64" and "replace_base64"; "headers" an
// object). Throws std::invalid_argument.
[[nodiscard]] std::vector<Fault> faults_from_json(const nlohmann::json& array);

class FaultScript {
 public:
  // Counting starts anew.
  void replace(std::vector<Fault> faults);

  // Every fault that hits this request, in order; counts it.
  [[nodiscard]] std::vector<Fault> hit(const std::string& cluster, const std::string& path,
                                       const std::string& raw_query, const std::string& user_agent);

 private:
  struct Counted {
    Fault fault;
    std::int64_t seen = 0;
  };
  std::mutex mutex_;
  std::vector<Counted> script_;
};

}  // namespace oomscan::fleet_sim
