// A quick scan of one fake cluster, held against the full scan of it.
#pragma once

#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/inline_scheduler.hpp"
#include "scan/fleet_scan.hpp"
#include "scan/quick_read.hpp"
#include "unit/scan/fake_fleet.hpp"
#include "unit/scan/marking_judge.hpp"

namespace oomscan::scan {

// A later pod of the same Job makes a finding recovered.
class JobJudge final : public Judge {
 public:
  [[nodiscard]] bool may_matter(const PodObservation& pod) const override { return marking_.may_matter(pod); }
  [[nodiscard]] bool may_matter(const EventObservation& event) const override { return marking_.may_matter(event); }
  [[nodiscard]] std::vector<Finding> judge(const PodEvidence& evidence, const JudgingFrame& frame) const override {
    auto findings = marking_.judge(evidence, frame);
    if (evidence.pod && evidence.job && evidence.job->made_good(*evidence.pod))
      findings.front().state = State::recovered;
    return findings;
  }

 private:
  MarkingJudge marking_;
};

class Quick : public ::testing::Test {
 protected:
  Quick() {
    fleet_.add("one");
    settings_.range = {"1h", Timestamp{Seconds{996'400}}, Timestamp{Seconds{1'000'000}}};
    // History is seen whole: in a whole list, and in each of these.
    for (const char* space : {"kube-system", "a", "b"}) {
      EventObservation old = event(space, "x", "u", "Pulled");
      old.time = settings_.range.from;
      one().add_event(old);
    }
  }
  fakes::FakeClusterReader& one() { return fleet_.reader("one"); }
  void add_healthy(const std::string& namespace_name, int count) {
    for (int i = 0; i < count; ++i) {
      one().add_pod(pod(namespace_name, "healthy-" + namespace_name + "-" + std::to_string(i)));
    }
  }
  void add_bad(const std::string& namespace_name, const std::string& name, const char* status = "CrashLoopBackOff") {
    PodObservation bad = pod(namespace_name, name, "Bad");
    bad.uid = "uid-" + namespace_name + "-" + name;
    one().add_pod(bad);
    one().set_row({name, 0, 1, status, 0});
  }
  PodObservation of_job(PodObservation pod, Seconds created) {
    pod.owners.push_back({"Job", "job", "uid-job", true});
    pod.created_at = Timestamp{created};
    if (pod.phase == "Bad") std::tie(pod.phase, pod.reason) = std::pair("Failed", "Bad");
    return pod;
  }
  ScanReport scan(bool quick = true) {
    settings_.quick = quick;
    const ScanParts parts{settings_, filter_, judge_, scheduler_, clock_, observer_, nullptr, nullptr};
    const std::vector<Cluster> clusters{Cluster{"one", Context{"ctx-one", "https://one", "u", "", false}, {}}};
    return scan_fleet(clusters, fleet_, parts, "1.2.3", {});
  }
  // The quick scan's calls, beside namespaces and Events; its findings are those of the full scan.
  std::vector<std::string> calls_of_a_scan_that_finds_the_same() {
    const ScanReport full = scan(false);
    const std::size_t before = one().calls().size();
    const ScanReport quick = scan(true);
    EXPECT_EQ(quick.findings, full.findings);
    EXPECT_EQ(quick.coverage[0].pods, full.coverage[0].pods);
    EXPECT_EQ(quick.coverage[0].namespaces_scanned, full.coverage[0].namespaces_scanned);
    std::vector<std::string> calls = one().calls();
    calls.erase(calls.begin(), calls.begin() + static_cast<std::ptrdiff_t>(before));
    std::erase_if(calls, [](const std::string& call) { return call == "namespaces" || call.starts_with("events"); });
    return calls;
  }
  static auto quick_gap() {
    return ::testing::AllOf(
        ::testing::Field(&Gap::namespace_name, ""), ::testing::Field(&Gap::subject, GapSubject::ended_containers),
        ::testing::Field(&Gap::reason, GapReason::quick), ::testing::Field(&Gap::hint, "scan without --quick"));
  }

  ScanSettings settings_;
  NamespaceFilter filter_ = NamespaceFilter::compile({}, {}).value();
  JobJudge judge_;
  fakes::InlineScheduler scheduler_;
  fakes::FakeClock clock_;
  SilentObserver observer_;
  FakeFleet fleet_;
};

}  // namespace oomscan::scan
