// One cluster as the scan sees it: lists, logs and descriptions, over whatever door was opened.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kube/client/tool.hpp"
#include "kube/door/circuit.hpp"
#include "kube/door/error_frame.hpp"
#include "kube/door/request_throttle.hpp"
#include "kube/door/server_clock.hpp"
#include "kube/door/server_version.hpp"
#include "kube/list/encoding_choice.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/kube_api.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

inline constexpr std::size_t kDescribeBytesMax = std::size_t{1} << 20;

// Of namespaces or projects. No cluster comes near: ten thousand are many.
inline constexpr std::size_t kNamesMax = 100'000;

// What a session's requests go by. The children that describe pods go by the same: they wait for their turn, and none
// is started for a cluster that is not asked any more.
struct SessionRules {
  std::shared_ptr<Circuit> circuit;
  std::shared_ptr<RequestThrottle> throttle;
  std::shared_ptr<ServerClock> server_clock{};  // null: what the answers say of it is not looked at
};

// What the server, and the door to it, can do.
struct SessionAbilities {
  bool whole_lists = false;  // lists are asked for whole (see read_whole_list), as long as that works
  bool fresh_cache = true;   // the cache is made to catch up with a resource version that is asked for
  bool media_types = true;   // a request can say what it wants: without that, there are no tables
};

// The first version that asks etcd how far it is, instead of waiting for its cache to come there (KEP-2340).
inline constexpr ServerVersion kFreshCache{1, 31};

// Thread-safe if what it is given is.
class KubeClusterReader : public ClusterReader {
 public:
  // `api` follows `rules` by itself. `runner` must outlive it.
  KubeClusterReader(std::unique_ptr<KubeApi> api, Tool tool, std::string context, ErrorFrame frame,
                    ProcessRunner& runner, SessionRules rules, SessionAbilities abilities = {});

  Result<std::vector<std::string>> namespaces(std::stop_token stop) override;
  Result<std::vector<std::string>> projects(std::stop_token stop) override;
  Result<bool> namespace_exists(const std::string& namespace_name, std::stop_token stop) override;
  ListOutcome read_pods(const std::string& namespace_name, ListSink<PodObservation>& sink,
                        std::stop_token stop) override;
  ListOutcome read_pod_rows(const std::string& namespace_name, ListSink<PodRow>& sink, std::stop_token stop) override;
  [[nodiscard]] bool searches_are_cheap() const override { return cache_is_fresh_; }
  ListOutcome read_selected_pods(const PodSelection& selection, ListSink<PodObservation>& sink,
                                 std::stop_token stop) override;
  ListOutcome read_events(const std::string& namespace_name, ListSink<EventObservation>& sink,
                          std::stop_token stop) override;
  [[nodiscard]] std::optional<Seconds> clock_ahead() const override {
    return rules_.server_clock ? rules_.server_clock->ahead() : std::nullopt;
  }
  Result<TextAnswer> read_log(const LogRequest& request, std::stop_token stop) override;
  Result<TextAnswer> describe_pod(const std::string& namespace_name, const std::string& pod,
                                  std::stop_token stop) override;

 private:
  Result<TextAnswer> run_describe(const std::string& namespace_name, const std::string& pod, std::stop_token stop);

  std::unique_ptr<KubeApi> api_;
  EncodingChoice encoding_;
  Tool tool_;
  std::string context_;
  ErrorFrame frame_;
  ProcessRunner& runner_;
  SessionRules rules_;
  SessionAbilities abilities_;
  std::atomic<bool> cache_is_fresh_;  // until the server says that it is not
};

}  // namespace oomscan::kube
