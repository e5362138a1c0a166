// --quick: the same findings as by whole lists, with less read; and what is read when that cannot be.
#include "scan/quick_read.hpp"

#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/inline_scheduler.hpp"
#include "scan/fleet_scan.hpp"
#include "unit/scan/fake_fleet.hpp"
#include "unit/scan/marking_judge.hpp"

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

// A later pod of the same Job makes a finding recovered.
class JobJudge final : public Judge {
 public:
  [[nodiscard]] bool may_matter(const PodObservation& pod) const override { return marking_.may_matter(pod); }
  [[nodiscard]] bool may_matter(const EventObservation& event) const override { return marking_.may_matter(event); }
  [[nodiscard]] std::vector<Finding> judge(const PodEvidence& evidence, const JudgingFrame& frame) const override {
    auto findings = marking_.judge(evidence, frame);
    if (evidence.later_job_pod_succeeded) findings.front().state = State::recovered;
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
    EventObservation old = event("a", "x", "u", "Pulled");
    old.time = settings_.range.from;  // history is seen whole
    one().add_event(old);
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
    return AllOf(Field(&Gap::namespace_name, ""), Field(&Gap::what, "init and ephemeral containers"),
                 Field(&Gap::why, "quick"), Field(&Gap::hint, "scan without --quick"));
  }

  ScanSettings settings_;
  NamespaceFilter filter_ = NamespaceFilter::compile({}, {}).value();
  JobJudge judge_;
  fakes::InlineScheduler scheduler_;
  fakes::FakeClock clock_;
  SilentObserver observer_;
  FakeFleet fleet_;
};

TEST_F(Quick, ReadsOneTableOfAClusterInWhichAllIsWellAndNamesWhatItCannotShow) {
  add_healthy("a", 3);
  add_healthy("b", 2);
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *"));
  const ScanReport report = scan();
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_FALSE(report.complete());
  EXPECT_THAT(report.coverage[0].gaps, ElementsAre(quick_gap()));
  EXPECT_EQ(report.coverage[0].status, CoverageStatus::partial);
  EXPECT_EQ(observer_.last_.pods, 5);
}

TEST_F(Quick, IsNotHowItIsDoneUnlessAskedFor) {
  add_healthy("a", 1);
  EXPECT_TRUE(scan(false).complete());
  EXPECT_EQ(one().count_of("rows"), 0U);
}

TEST_F(Quick, ReadsAPodThatAnEventNamesWithoutSearchingForIt) {
  add_healthy("a", 3);
  one().add_event(event("a", "healthy-a-1", "uid-healthy-a-1"));
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named a/healthy-a-1"));
  EXPECT_EQ(scan().findings.at(0).state, State::active);
}

TEST_F(Quick, CallsAPodGoneThatIsNamedByAnEventButNotInTheTable) {
  add_healthy("a", 1);
  one().add_event(event("a", "left", "uid-left"));
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *"));
  EXPECT_EQ(scan().findings.at(0).state, State::gone);
}

TEST_F(Quick, TellsASuccessorFromThePodThatTheEventMeant) {
  one().add_pod(pod("a", "web-0"));
  one().add_event(event("a", "web-0", "uid-of-the-old-one"));
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named a/web-0"));
  EXPECT_EQ(scan().findings.at(0).state, State::gone);
}

TEST_F(Quick, FindsAllThatDoNotRunByOneRequest) {
  add_healthy("a", 1);
  for (const char* name : {"x", "y", "z"}) add_bad("b", name);
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "phases *"));
}

TEST_F(Quick, SearchesForARestartedPodByItsName) {
  one().add_pod(pod("b", "restarted", "Bad"));
  one().set_row({"restarted", 1, 1, "Running", 3});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named */restarted"));
}

TEST_F(Quick, SearchesForAllPodsOfANameThatSeveralNamespacesUse) {
  one().add_event(event("a", "web-0", "uid-a-web-0"));
  for (const char* space : {"a", "b", "c"}) add_bad(space, "web-0");
  one().set_row({"web-0", 1, 1, "Running", 2});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named a/web-0", "named */web-0"));
}

TEST_F(Quick, DoesNotSearchForANameWhoseEveryPlaceAnEventNames) {
  for (const char* space : {"a", "b"}) {
    add_bad(space, "web-0");
    one().add_event(event(space, "web-0", std::string{"uid-"} + space + "-web-0"));
  }
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named a/web-0", "named b/web-0"));
}

TEST_F(Quick, SearchesWhereTheNamespaceOfAnEventHasNoSuchPodAnyMore) {
  one().add_namespace("a");
  one().add_event(event("a", "web-0", "uid-gone"));
  one().add_pod(pod("b", "web-0", "Bad"));
  one().set_row({"web-0", 1, 1, "Running", 2});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "named a/web-0", "named */web-0"));
}

TEST_F(Quick, AsksForNothingOlderThanTheTable) {
  add_healthy("a", 1);
  one().add_event(event("a", "healthy-a-0", ""));
  one().add_pod(pod("b", "restarted"));
  one().set_row({"restarted", 1, 1, "Running", 3});
  add_bad("b", "x");
  (void)scan();
  ASSERT_THAT(one().selections(), SizeIs(3));
  for (const PodSelection& selection : one().selections()) {
    EXPECT_EQ(selection.not_older_than, fakes::FakeClusterReader::kResourceVersion);
  }
}

TEST_F(Quick, ReadsTheSiblingsOfAFailedPodOfAJobOnce) {
  one().add_pod(of_job(pod("a", "job-1", "Bad"), Seconds{10}));
  one().add_pod(of_job(pod("a", "job-2", "Bad"), Seconds{20}));
  one().add_pod(of_job(pod("a", "job-3", "Succeeded"), Seconds{30}));
  one().set_row({"job-1", 0, 1, "OOMKilled", 0});
  one().set_row({"job-2", 0, 1, "OOMKilled", 0});
  one().set_row({"job-3", 0, 1, "Completed", 0});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "phases *", "job a/uid-job"));
  EXPECT_THAT(scan().findings,
              ElementsAre(Field(&Finding::state, State::recovered), Field(&Finding::state, State::recovered)));
}

TEST_F(Quick, AsksForNoSiblingsWhereEveryPodThatMayHaveSucceededWasReadAnyway) {
  one().add_pod(of_job(pod("a", "job-1", "Bad"), Seconds{10}));
  one().add_pod(of_job(pod("a", "job-3", "Succeeded"), Seconds{30}));
  one().set_row({"job-1", 0, 1, "OOMKilled", 0});
  one().set_row({"job-3", 0, 2, "Completed", 0});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "phases *", "named */job-3"));
  EXPECT_EQ(scan().findings.at(0).state, State::recovered);
}

TEST_F(Quick, ReadsTheNamespaceOfAJobThatLabelsItsPodsItself) {
  one().add_pod(of_job(pod("a", "job-1", "Bad"), Seconds{10}));
  one().add_pod(of_job(pod("a", "job-3", "Succeeded"), Seconds{30}));
  one().set_row({"job-1", 0, 1, "OOMKilled", 0});
  one().set_row({"job-3", 0, 1, "Completed", 0});
  one().hide_from_its_job("uid-job-1");
  one().hide_from_its_job("uid-job-3");
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "phases *", "job a/uid-job", "pods a"));
  EXPECT_EQ(scan().findings.at(0).state, State::recovered);
}

TEST_F(Quick, ReadsATableOfEachNamespaceWhereTheScanGoesByNamespace) {
  settings_.strategy = Strategy::namespaces;
  settings_.namespaces_per_batch = 1;
  add_healthy("a", 2);
  add_bad("b", "x");
  one().add_event(event("b", "left", "uid-left"));
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows a", "rows b", "named b/x"));
  EXPECT_THAT(scan().coverage[0].gaps, ElementsAre(quick_gap()));
}

TEST_F(Quick, ReadsTablesOfNamespacesIfNotAllOfTheClusterIsSelected) {
  for (const char* space : {"a", "b", "c"}) add_healthy(space, 1);
  add_bad("b", "x");
  filter_ = NamespaceFilter::compile({}, {"c"}).value();
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows a", "rows b", "named b/x"));
}

TEST_F(Quick, GoesByNamespaceWhereTheWholeTableIsForbidden) {
  add_healthy("a", 1);
  add_bad("b", "x");
  one().fail("rows *", Error{ErrorKind::forbidden, "403", ""});
  one().fail("pods *", Error{ErrorKind::forbidden, "403", ""});
  EXPECT_THAT(calls_of_a_scan_that_finds_the_same(), ElementsAre("rows *", "rows a", "rows b", "named b/x"));
}

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
    EXPECT_THAT(report.coverage[0].gaps, Contains(AllOf(Field(&Gap::what, "pods"), Field(&Gap::why, "timed_out"))));
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
  EXPECT_THAT(report.coverage[0].gaps, Contains(Field(&Gap::what, "pods")));
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
