// What the doctor may ask of one cluster. All of it only reads.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "access/right.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::access {

// The namespaces that a scan would read, and what it would say about how it knows them.
struct ScanNamespaces {
  std::vector<std::string> selected;  // sorted, distinct
  std::optional<std::int64_t> total;  // nullopt: not known
  bool all_known = false;             // by the cluster's own list
  std::vector<std::string> notes;     // fallbacks taken
  std::optional<Error> failure;       // set: a scan would not get any further
};

struct PrometheusFound {
  std::string description;
  std::optional<Timestamp> reaches_back_to;  // nullopt: it holds nothing that a scan needs
  std::vector<Gap> gaps;                     // what it could not answer
};

// Thread-safe. Each call blocks for at most the request time-out, `namespaces` and `prometheus` for a few of them.
class ClusterProbe {
 public:
  virtual ~ClusterProbe() = default;

  // Opens the door and asks for the server's version; empty if it does not tell. unauthorized: the server, or the
  // tool, does not take the credentials. Other errors: the server was not reached.
  virtual Result<std::string> reach(std::stop_token stop) = 0;

  // Asks for something that only a known user may ask for; being refused it is a success. unauthorized: not logged in.
  virtual Result<void> log_in(std::stop_token stop) = 0;

  // As the server calls the session's user; empty: no way to learn it.
  virtual std::string user(std::stop_token stop) = 0;

  virtual ScanNamespaces namespaces(std::stop_token stop) = 0;
  virtual Result<bool> namespace_exists(const std::string& namespace_name, std::stop_token stop) = 0;

  // namespace_name empty: in all namespaces.
  virtual Result<bool> may(const Right& right, const std::string& namespace_name, std::stop_token stop) = 0;

  // Finds it as a scan would, and asks it about one of the namespaces. not_found: none that this user may use.
  virtual Result<PrometheusFound> prometheus(const std::vector<std::string>& namespaces, std::stop_token stop) = 0;

  // How far this machine's clock is ahead of the server's; nullopt: not known.
  virtual std::optional<Seconds> clock_ahead(std::stop_token stop) = 0;
};

}  // namespace oomscan::access
