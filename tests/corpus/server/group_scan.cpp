#include "corpus/server/group_scan.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "corpus/runner/corpus_run.hpp"
#include "detect/catalog_judge.hpp"
#include "fakes/fake_clock.hpp"
#include "oomscan/ports/metrics_reader.hpp"
#include "oomscan/ports/scan_observer.hpp"
#include "scan/fleet_scan.hpp"
#include "schedule/thread_scheduler.hpp"

namespace oomscan::corpus {
namespace {

// The pods of some namespaces are read, and then the list fails.
class BrokenOffReader final : public ClusterReader {
 public:
  BrokenOffReader(std::unique_ptr<ClusterReader> next, const std::vector<std::string>& namespaces)
      : next_(std::move(next)), namespaces_(namespaces) {}

  Result<std::vector<std::string>> namespaces(std::stop_token stop) override { return next_->namespaces(stop); }
  Result<std::vector<std::string>> projects(std::stop_token stop) override { return next_->projects(stop); }
  Result<bool> namespace_exists(const std::string& name, std::stop_token stop) override {
    return next_->namespace_exists(name, stop);
  }
  ListOutcome read_pods(const std::string& name, ListSink<PodObservation>& sink, std::stop_token stop) override {
    ListOutcome outcome = next_->read_pods(name, sink, stop);
    const bool all = name.empty() && !namespaces_.empty();
    if (!outcome.error && (all || std::find(namespaces_.begin(), namespaces_.end(), name) != namespaces_.end())) {
      outcome.error = Error{ErrorKind::timed_out, "the case's list breaks off", ""};
    }
    return outcome;
  }
  ListOutcome read_pod_rows(const std::string& name, ListSink<PodRow>& sink, std::stop_token stop) override {
    return next_->read_pod_rows(name, sink, stop);
  }
  ListOutcome read_selected_pods(const PodSelection& selection, ListSink<PodObservation>& sink,
                                 std::stop_token stop) override {
    return next_->read_selected_pods(selection, sink, stop);
  }
  ListOutcome read_events(const std::string& name, ListSink<EventObservation>& sink, std::stop_token stop) override {
    return next_->read_events(name, sink, stop);
  }
  Result<TextAnswer> read_log(const LogRequest& request, std::stop_token stop) override {
    return next_->read_log(request, stop);
  }
  Result<PodDescription> describe_pod(const std::string& name, const std::string& pod, std::stop_token stop) override {
    return next_->describe_pod(name, pod, stop);
  }

 private:
  std::unique_ptr<ClusterReader> next_;
  const std::vector<std::string>& namespaces_;
};

class BreakingOffFleet final : public Fleet {
 public:
  BreakingOffFleet(Fleet& next, const std::vector<std::string>& namespaces) : next_(next), namespaces_(namespaces) {}
  Result<std::vector<Context>> contexts(std::stop_token stop) override { return next_.contexts(stop); }
  Result<Session> open(const Cluster& cluster, std::stop_token stop) override {
    Result<Session> session = next_.open(cluster, stop);
    if (session) session->reader = std::make_unique<BrokenOffReader>(std::move(session->reader), namespaces_);
    return session;
  }

 private:
  Fleet& next_;
  const std::vector<std::string>& namespaces_;
};

class CaseMetrics final : public MetricsSource {
 public:
  explicit CaseMetrics(const std::vector<MetricObservation>& observations) : observations_(observations) {}
  Result<std::unique_ptr<MetricsReader>> open(const MetricsDoor&, std::stop_token) override {
    return std::unique_ptr<MetricsReader>{std::make_unique<Reader>(observations_)};
  }

 private:
  class Reader final : public MetricsReader {
   public:
    explicit Reader(const std::vector<MetricObservation>& observations) : observations_(observations) {}
    [[nodiscard]] std::string description() const override { return "the cases"; }
    MetricsAnswer read(const std::vector<std::string>& namespaces, const TimeRange&, std::stop_token) override {
      MetricsAnswer answer;
      std::copy_if(observations_.begin(), observations_.end(), std::back_inserter(answer.observations),
                   [&](const MetricObservation& each) {
                     return std::binary_search(namespaces.begin(), namespaces.end(), each.namespace_name);
                   });
      return answer;
    }

   private:
    const std::vector<MetricObservation>& observations_;
  };
  const std::vector<MetricObservation>& observations_;
};

class SilentObserver final : public ScanObserver {
 public:
  void fleet_started(std::size_t) override {}
  void cluster_stage(const std::string&, Stage) override {}
  void cluster_started(const std::string&) override {}
  void cluster_progress(const std::string&, const Progress&) override {}
  void cluster_finished(const ClusterCoverage&, const std::vector<Finding>&) override {}
};

scan::NamespaceFilter filter_of(const std::set<std::string>& names) {
  std::string pattern;
  for (const std::string& name : names) pattern += (pattern.empty() ? "^(" : "|") + name;
  Result<scan::NamespaceFilter> filter = scan::NamespaceFilter::compile({pattern + ")$"}, {});
  if (!filter) throw std::runtime_error(filter.error().message);
  return std::move(filter).value();
}

}  // namespace

ScanReport scan_group(const CaseGroup& group, const Cluster& cluster, Fleet& fleet, Strategy strategy) {
  const Case& frame = group.frame();
  scan::ScanSettings settings;
  settings.strategy = strategy;
  settings.range = {"", frame.now - frame.range, frame.now};
  if (strategy == Strategy::namespaces) settings.namespaces = {group.namespaces.begin(), group.namespaces.end()};
  const scan::NamespaceFilter filter = filter_of(group.namespaces);
  const auto judge = detect::make_judge(types_of(frame));
  schedule::ThreadScheduler scheduler;
  fakes::FakeClock clock{frame.now};
  SilentObserver observer;
  CaseMetrics metrics{group.metrics};
  BreakingOffFleet breaking_off{fleet, frame.unread_namespaces};
  const scan::ScanParts parts{settings, filter, *judge, scheduler, clock, observer, nullptr, &metrics, nullptr};
  return scan::scan_fleet({cluster}, breaking_off, parts, "", {});
}

}  // namespace oomscan::corpus
