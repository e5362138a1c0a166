// A fleet of clusters in memory, and an observer that only remembers.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "fakes/fake_cluster_reader.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/scan_observer.hpp"

namespace oomscan::scan {

// Hands out readers that outlive their sessions, so that a test can look at them afterwards.
// Thread-safe once it is filled.
class FakeFleet final : public Fleet {
 public:
  fakes::FakeClusterReader& reader(const std::string& cluster) { return *readers_[cluster]; }
  void add(const std::string& cluster) { readers_[cluster] = std::make_shared<fakes::FakeClusterReader>(); }
  void fail_open(const std::string& cluster, Error error) { failures_.emplace(cluster, std::move(error)); }

  Result<std::vector<Context>> contexts(std::stop_token) override { return std::vector<Context>{}; }
  // Runs in the calling thread before a door opens or fails to.
  std::function<void(const Cluster&, const std::stop_token&)> on_open;

  Result<Session> open(const Cluster& cluster, std::stop_token stop) override {
    if (on_open) on_open(cluster, stop);
    if (stop.stop_requested()) return Error{ErrorKind::cancelled, "stopped while connecting", ""};
    if (const auto failure = failures_.find(cluster.name); failure != failures_.end()) return failure->second;
    Session session;
    session.reader = std::make_unique<Shared>(readers_.at(cluster.name));
    session.api = &api_;
    return session;
  }

 private:
  class Shared final : public ClusterReader {
   public:
    explicit Shared(std::shared_ptr<fakes::FakeClusterReader> to) : to_(std::move(to)) {}
    Result<std::vector<std::string>> namespaces(std::stop_token s) override { return to_->namespaces(s); }
    Result<std::vector<std::string>> projects(std::stop_token s) override { return to_->projects(s); }
    Result<bool> namespace_exists(const std::string& n, std::stop_token s) override {
      return to_->namespace_exists(n, s);
    }
    ListOutcome read_pods(const std::string& n, ListSink<PodObservation>& sink, std::stop_token s) override {
      return to_->read_pods(n, sink, s);
    }
    ListOutcome read_pod_rows(const std::string& n, ListSink<PodRow>& sink, std::stop_token s) override {
      return to_->read_pod_rows(n, sink, s);
    }
    [[nodiscard]] bool searches_are_cheap() const override { return to_->searches_are_cheap(); }
    ListOutcome read_selected_pods(const PodSelection& p, ListSink<PodObservation>& sink, std::stop_token s) override {
      return to_->read_selected_pods(p, sink, s);
    }
    ListOutcome read_events(const std::string& n, ListSink<EventObservation>& sink, std::stop_token s) override {
      return to_->read_events(n, sink, s);
    }
    [[nodiscard]] std::optional<Seconds> clock_ahead() const override { return to_->clock_ahead(); }
    Result<TextAnswer> read_log(const LogRequest& r, std::stop_token s) override { return to_->read_log(r, s); }
    Result<PodDescription> describe_pod(const std::string& n, const std::string& p, std::stop_token s) override {
      return to_->describe_pod(n, p, s);
    }

   private:
    std::shared_ptr<fakes::FakeClusterReader> to_;
  };
  // A door that nobody goes through: the metrics source of these tests asks nothing.
  class NoApi final : public KubeApi {
   public:
    Answer get(const ApiRequest&, std::stop_token) override { return {}; }
  };
  NoApi api_;
  std::map<std::string, std::shared_ptr<fakes::FakeClusterReader>> readers_;
  std::map<std::string, Error> failures_;
};

class SilentObserver final : public ScanObserver {
 public:
  void fleet_started(std::size_t) override {}
  void cluster_stage(const std::string& cluster, Stage stage) override {
    const std::lock_guard lock(mutex_);
    stages_[cluster].push_back(stage);
  }
  void cluster_started(const std::string&) override {}
  void cluster_progress(const std::string&, const Progress& progress) override {
    const std::lock_guard lock(mutex_);
    last_ = progress;
  }
  void cluster_finished(const ClusterCoverage&, const std::vector<Finding>&) override {}
  Progress last_;
  std::map<std::string, std::vector<Stage>> stages_;

 private:
  std::mutex mutex_;
};

}  // namespace oomscan::scan
