// A fleet scan whose time a test moves.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/inline_scheduler.hpp"
#include "oomscan/ports/artifact_saver.hpp"
#include "scan/fleet_scan.hpp"
#include "unit/scan/fake_fleet.hpp"
#include "unit/scan/marking_judge.hpp"

namespace oomscan::scan {

inline constexpr const char* kClusterOver = "the cluster's 60 s (--cluster-timeout) were over";
inline constexpr const char* kRunOver = "the run's 600 s (--deadline) were over";

// One thread for each worker, as the real one has.
class ThreadedScheduler final : public Scheduler {
 public:
  void for_each(std::size_t count, std::size_t workers, const std::function<void(std::size_t)>& task,
                std::stop_token stop) override {
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min(count, workers); ++i) {
      threads.emplace_back([&] {
        for (std::size_t index = next++; index < count && !stop.stop_requested(); index = next++) task(index);
      });
    }
  }
};

class TimedFleet : public ::testing::Test {
 protected:
  TimedFleet() {
    settings_.range = {"1h", Timestamp{Seconds{996'400}}, Timestamp{Seconds{1'000'000}}};
    settings_.run_began = clock_.steady_now();
  }
  fakes::FakeClusterReader& add_cluster(const std::string& name) {
    fleet_.add(name);
    clusters_.push_back(Cluster{name, Context{"ctx-" + name, "https://" + name, "u", "", false}, {}});
    return fleet_.reader(name);
  }
  ScanReport scan(Scheduler& scheduler) {
    const ScanParts parts{settings_, filter_, judge_, scheduler, clock_, observer_, artifacts_.get()};
    return scan_fleet(clusters_, fleet_, parts, "1.2.3", stop_.get_token());
  }
  ScanReport scan() { return scan(inline_); }
  static auto subject_is(const std::string& id) {
    return testing::ResultOf([](const Gap& gap) { return std::string(to_id(gap.subject)); }, id);
  }
  static auto reason_is(const std::string& id) {
    return testing::ResultOf([](const Gap& gap) { return std::string(to_id(gap.reason)); }, id);
  }
  static auto gap(const std::string& namespace_name, const std::string& what, const std::string& why,
                  const std::string& detail) {
    return testing::AllOf(testing::Field(&Gap::namespace_name, namespace_name), subject_is(what), reason_is(why),
                          testing::Field(&Gap::detail, testing::HasSubstr(detail)));
  }

  ScanSettings settings_;
  NamespaceFilter filter_ = NamespaceFilter::compile({}, {}).value();
  MarkingJudge judge_;
  fakes::InlineScheduler inline_;
  fakes::FakeClock clock_;
  SilentObserver observer_;
  FakeFleet fleet_;
  std::unique_ptr<ArtifactSaver> artifacts_;
  std::vector<Cluster> clusters_;
  std::stop_source stop_;
};

}  // namespace oomscan::scan
