// The fleet as a kubeconfig describes it: contexts, and doors to their clusters, all through `oc` or `kubectl`.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "kube/client/service_account.hpp"
#include "oomscan/model/options.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/http_client.hpp"
#include "oomscan/ports/log.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

struct FleetConfig {
  std::string oc_path;              // a path or a name; empty: oc, then kubectl, from `search_path`
  std::string search_path;          // what $PATH holds
  std::string kubeconfig;           // empty: the tool's own rules
  std::string kubeconfig_variable;  // what $KUBECONFIG holds: only to say why there is no context
  std::string home;                 // what $HOME holds: likewise
  bool proxied = false;             // the environment names a proxy for HTTP or HTTPS
  PodSurroundings pod;              // where there is no kubeconfig
  Transport transport = Transport::automatic;
  int attempts_per_request = 3;
  std::chrono::milliseconds request_timeout{45'000};
  std::chrono::milliseconds contexts_timeout{45'000};  // for reading the kubeconfig
  std::size_t requests_per_second = 0;                 // to one API server; 0: no limit
  // Gives a directory (0700, short path) for proxy sockets, made when first asked for. Called from any thread.
  std::function<Result<std::string>()> runtime_directory;
};

// The ports must outlive the fleet and every session. A missing tool is an error of `contexts` and `open`.
// `contexts`: names that stand in several files are said in the log; without any context that of the pod's service
// account, where the tool itself would take it.
// `open`: config when the context names no server, or the tool cannot keep the path of its address; without a proxy,
// `automatic` falls back to one child per request and says so in the note (config where that child could not be kept
// from following redirects, see why_not_contained); not_found, cancelled and config are errors
// in any case. Then check_connection: its errors, within `request_timeout` in all. A session asks as RequestThrottle
// and Circuit say.
[[nodiscard]] std::unique_ptr<Fleet> make_fleet(FleetConfig config, ProcessRunner& runner, HttpConnector& connector,
                                                Clock& clock, Log& log);

}  // namespace oomscan::kube
