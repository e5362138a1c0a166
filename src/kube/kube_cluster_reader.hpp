// One cluster as the scan sees it: lists, logs and descriptions, over whatever door was opened.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kube/door/server_clock.hpp"
#include "kube/door/server_version.hpp"
#include "kube/list/encoding_choice.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// Of what a description is made of: etcd keeps no object over 1.5 MiB, and a pod has a few hundred values.
inline constexpr std::size_t kDescribedBytesMax = std::size_t{4} << 20;
inline constexpr std::size_t kDescribedPodValuesMax = 20'000;
inline constexpr std::size_t kDescribedEventsMax = 500;
inline constexpr std::size_t kDescribedEventsValuesMax = 60'000;

// Of namespaces or projects. No cluster comes near: ten thousand are many.
inline constexpr std::size_t kNamesMax = 100'000;

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
  // `server_clock`: what the door's answers say of it; null: nobody looks.
  explicit KubeClusterReader(std::unique_ptr<KubeApi> api, std::shared_ptr<ServerClock> server_clock = nullptr,
                             SessionAbilities abilities = {});

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
    return server_clock_ ? server_clock_->ahead() : std::nullopt;
  }
  Result<TextAnswer> read_log(const LogRequest& request, std::stop_token stop) override;
  Result<PodDescription> describe_pod(const std::string& namespace_name, const std::string& pod,
                                      std::stop_token stop) override;

 private:
  std::unique_ptr<KubeApi> api_;
  EncodingChoice encoding_;
  std::shared_ptr<ServerClock> server_clock_;
  SessionAbilities abilities_;
  std::atomic<bool> cache_is_fresh_;  // until the server says that it is not
};

}  // namespace oomscan::kube
