// Fake clusters, and scans of them.
#pragma once

#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/inline_scheduler.hpp"
#include "scan/fleet_scan.hpp"
#include "unit/scan/fake_fleet.hpp"
#include "unit/scan/marking_judge.hpp"

namespace oomscan::scan {

class NoPrometheus final : public MetricsSource {
 public:
  explicit NoPrometheus(Error error) : error_(std::move(error)) {}
  Result<std::unique_ptr<MetricsReader>> open(const MetricsDoor&, std::stop_token) override { return error_; }

 private:
  Error error_;
};

class FleetScanTest : public ::testing::Test {
 protected:
  FleetScanTest() {
    settings_.range = {"1h", Timestamp{Seconds{996'400}}, Timestamp{Seconds{1'000'000}}};
    add_cluster("one");
  }
  void add_cluster(const std::string& name) {
    fleet_.add(name);
    clusters_.push_back(Cluster{name, Context{"ctx-" + name, "https://" + name, "u", "", false}, {}});
  }
  fakes::FakeClusterReader& one() { return fleet_.reader("one"); }
  // An Event as old as the range: history is seen whole.
  void add_old_event(fakes::FakeClusterReader& reader, const std::string& namespace_name) {
    EventObservation e = event(namespace_name, "x", "u", "Pulled");
    e.time = settings_.range.from;
    reader.add_event(e);
  }
  ScanReport scan() {
    const ScanParts parts{settings_, filter_, judge_,         scheduler_, clock_,
                          observer_, nullptr, metrics_.get(), nullptr,    memory_.get()};
    return scan_fleet(clusters_, fleet_, parts, "1.2.3", stop_.get_token());
  }
  static auto subject_is(const std::string& id) {
    return ::testing::ResultOf([](const Gap& gap) { return std::string(to_id(gap.subject)); }, id);
  }
  static auto reason_is(const std::string& id) {
    return ::testing::ResultOf([](const Gap& gap) { return std::string(to_id(gap.reason)); }, id);
  }
  static auto gap(const std::string& namespace_name, const std::string& what, const std::string& why) {
    return ::testing::AllOf(::testing::Field(&Gap::namespace_name, namespace_name), subject_is(what), reason_is(why));
  }

  ScanSettings settings_;
  NamespaceFilter filter_ = NamespaceFilter::compile({}, {}).value();
  MarkingJudge judge_;
  fakes::InlineScheduler scheduler_;
  fakes::FakeClock clock_;
  SilentObserver observer_;
  FakeFleet fleet_;
  std::unique_ptr<MetricsSource> metrics_;
  std::unique_ptr<MemoryBudget> memory_;
  std::vector<Cluster> clusters_;
  std::stop_source stop_;
};

}  // namespace oomscan::scan
