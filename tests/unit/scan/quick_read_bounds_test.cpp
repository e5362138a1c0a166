// --quick: what is read when the table is not enough, or something fails.
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/scan/quick_scan.hpp"

namespace oomscan::scan {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST_F(Quick, ReadsAllPodsByListWhereMoreThanAFewAndEveryTenthAreSuspicious) {
  add_healthy("a", 100);
  for (std::size_t i = 0; i <= kSinglePodsMin; ++i) add_bad("b", "x-" + std::to_string(i));
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "pods *"));
  const ScanReport report = scan();
  EXPECT_THAT(report.coverage[0].gaps, IsEmpty());
  EXPECT_TRUE(report.complete());
  EXPECT_THAT(report.coverage[0].notes, Contains(HasSubstr("too many pods")));
}

TEST_F(Quick, ReadsOneByOneAsManyAsATenthOfAllPods) {
  add_healthy("a", 300);
  for (std::size_t i = 0; i <= kSinglePodsMin; ++i) add_bad("b", "x-" + std::to_string(i));
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "phases *"));
}

class QuickWithManyRestarts : public Quick {
 protected:
  void add_restarted(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = "r-" + std::to_string(i);
      one().add_pod(pod("b", name, "Bad"));
      one().set_row({name, 1, 1, "Running", 3});
    }
  }
};

TEST_F(QuickWithManyRestarts, SearchesForSome) {
  add_healthy("a", 2000);
  add_restarted(kSearchesMax);
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), SizeIs(1 + kSearchesMax));
}

TEST_F(QuickWithManyRestarts, GoesByNamespaceIfNamespacesAreFewForSoManyPods) {
  add_healthy("a", 2000);
  add_restarted(kSearchesMax + 1);
  const auto calls = calls_of_a_scan_that_finds_the_same();
  EXPECT_THAT(calls, AllOf(Contains("rows a"), Contains("rows b"), Not(Contains("pods *"))));
  EXPECT_THAT(scan().coverage[0].notes, Contains(HasSubstr("read namespace by namespace")));
  EXPECT_THAT(scan().coverage[0].gaps, ElementsAre(quick_gap()));
}

TEST_F(QuickWithManyRestarts, ReadsAllPodsByListIfNamespacesAreManyForSoFewPods) {
  add_healthy("a", 300);
  add_restarted(kSearchesMax + 1);
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "pods *"));
  EXPECT_THAT(scan().coverage[0].gaps, IsEmpty());
}

TEST_F(Quick, ReadsAllPodsByListWhereASearchCostsAsMuchAsThat) {
  one().make_searches_dear();
  add_healthy("a", 3);
  one().add_pod(pod("b", "restarted", "Bad"));
  one().set_row({"restarted", 1, 1, "Running", 3});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "pods *"));
  EXPECT_TRUE(scan().complete()) << "nothing was passed by";
}

TEST_F(Quick, NeedsNoSearchInANamespace) {
  one().make_searches_dear();
  settings_.strategy = Strategy::namespaces;
  one().add_pod(pod("b", "restarted", "Bad"));
  one().set_row({"restarted", 1, 1, "Running", 3});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows b", "named b/restarted"));
}

TEST_F(Quick, StopsSearchingWhenTheServerTurnsOutToBeSlowAtIt) {
  add_healthy("a", 1);
  add_bad("b", "waits");
  one().add_pod(pod("b", "restarted"));
  one().set_row({"restarted", 1, 1, "Running", 3});
  one().on_call([this](const std::string& call) {
    if (call == "phases *") one().make_searches_dear();
  });
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "phases *", "pods *"));
}

TEST_F(Quick, ReadsAllPodsByListWhereTheServerMakesNoTable) {
  add_healthy("a", 1);
  add_bad("b", "x");
  one().fail("rows", Error{ErrorKind::bad_answer, "the answer is a 'PodList', not a 'Table'", ""});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "pods *"));
  EXPECT_THAT(scan().coverage[0].notes, Contains(HasSubstr("no table of pods")));
  EXPECT_THAT(scan().coverage[0].gaps, IsEmpty());
}

class QuickThatFails : public Quick {
 protected:
  // After the failure of this call, pods are a gap and what was only named by an Event is unknown, not gone.
  void expect_gap_after(const std::string& call) {
    one().add_event(event("a", "left", "uid-left"));
    one().fail(call, Error{ErrorKind::timed_out, "no answer", ""});
    const ScanReport report = scan();
    EXPECT_THAT(report.coverage[0].gaps,
                Contains(AllOf(Field(&Gap::subject, GapSubject::pods), Field(&Gap::reason, GapReason::timed_out))));
    EXPECT_THAT(report.findings, Contains(AllOf(Field(&Finding::pod, "left"), Field(&Finding::state, State::unknown))));
    EXPECT_EQ(report.coverage[0].namespaces_scanned, 0);
  }
};

TEST_F(QuickThatFails, AtTheTableLeavesAGap) {
  add_healthy("a", 1);
  expect_gap_after("rows *");
}

TEST_F(QuickThatFails, AtAPodLeavesAGapAndKeepsWhatWasRead) {
  add_healthy("a", 2);
  add_bad("a", "x");
  one().add_event(event("a", "healthy-a-1", "uid-healthy-a-1"));
  expect_gap_after("named a/healthy-a-1");
  EXPECT_THAT(scan().findings, Contains(AllOf(Field(&Finding::pod, "x"), Field(&Finding::state, State::active))));
}

TEST_F(QuickThatFails, AtASearchLeavesAGap) {
  one().add_pod(pod("a", "restarted", "Bad"));
  one().set_row({"restarted", 1, 1, "Running", 3});
  expect_gap_after("named */restarted");
}

TEST_F(QuickThatFails, AtTheSiblingsOfAJobsPodLeavesAGap) {
  one().add_pod(of_job(pod("a", "job-1", "Bad"), Seconds{10}));
  one().set_row({"job-1", 0, 1, "OOMKilled", 0});
  one().add_pod(pod("a", "done", "Succeeded"));
  one().set_row({"done", 0, 1, "Completed", 0});
  expect_gap_after("job a/uid-job");
}

TEST_F(QuickThatFails, BecauseOfAStopLeavesAGap) {
  add_healthy("a", 1);
  one().add_event(event("a", "healthy-a-0", "uid-healthy-a-0"));
  std::stop_source stop;
  one().on_call([&](const std::string& call) {
    if (call == "rows *") stop.request_stop();
  });
  settings_.quick = true;
  const ScanParts parts{settings_, filter_, judge_, scheduler_, clock_, observer_, nullptr, nullptr};
  const ScanReport report = scan_fleet({Cluster{"one", Context{"ctx-one", "https://one", "u", "", false}, {}}}, fleet_,
                                       parts, "1.2.3", stop.get_token());
  EXPECT_THAT(report.coverage[0].gaps, Contains(Field(&Gap::subject, GapSubject::pods)));
}

// Each task on a thread of its own, all at once.
class AllAtOnce final : public Scheduler {
 public:
  void for_each(std::size_t count, std::size_t, const std::function<void(std::size_t)>& task,
                std::stop_token) override {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back([&task, i] { task(i); });
  }
};

TEST_F(Quick, FindsTheSameOnManyThreads) {
  add_healthy("a", 400);
  for (int i = 0; i < 15; ++i) {
    const std::string name = "r-" + std::to_string(i);
    add_bad("b", "x-" + std::to_string(i));
    one().add_pod(pod("c", name, "Bad"));
    one().set_row({name, 1, 1, "Running", 3});
    one().add_event(event("a", "healthy-a-" + std::to_string(i), ""));
  }
  const ScanReport full = scan(false);
  AllAtOnce threads;
  settings_.quick = true;
  for (const Strategy strategy : {Strategy::automatic, Strategy::namespaces}) {
    settings_.strategy = strategy;
    settings_.namespaces_per_batch = 1;
    const ScanParts parts{settings_, filter_, judge_, threads, clock_, observer_, nullptr, nullptr};
    const ScanReport quick =
        scan_fleet({Cluster{"one", Context{"ctx-one", "https://one", "u", "", false}, {}}}, fleet_, parts, "1.2.3", {});
    EXPECT_EQ(quick.findings, full.findings);
  }
}

}  // namespace
}  // namespace oomscan::scan
