#include "oomscan/overview/unseen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"

namespace oomscan::overview {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ClusterCoverage cluster(const std::string& name, std::vector<Gap> gaps) {
  ClusterCoverage coverage = fakes::sample_coverage(name, CoverageStatus::partial, 3, 30);
  coverage.gaps = std::move(gaps);
  return coverage;
}

Gap gap(GapSubject subject, GapReason reason, std::string namespace_name = "", std::string detail = "d") {
  return {std::move(namespace_name), subject, reason, std::move(detail), "hint"};
}

TEST(Unseen, SaysOnceWhatTheSameNamespacesRefuse) {
  std::vector<Gap> gaps;
  for (const char* name : {"b", "a"}) {
    for (const GapSubject subject : {GapSubject::events, GapSubject::pods}) {
      gaps.push_back(gap(subject, GapReason::forbidden, name, name));
    }
  }
  const auto all = unseen(cluster("x", gaps));
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(all[0].subjects, ElementsAre(GapSubject::pods, GapSubject::events));
  EXPECT_THAT(all[0].namespaces, ElementsAre("a", "b"));
  EXPECT_EQ(all[0].gaps, 4U);
  EXPECT_EQ(all[0].detail, "b");
  EXPECT_EQ(subject_words(all[0]), "pods, Events");
}

TEST(Unseen, KeepsApartWhatDiffersInReasonOrPlace) {
  EXPECT_THAT(unseen(cluster("x", {gap(GapSubject::pods, GapReason::forbidden, "a"),
                                   gap(GapSubject::pods, GapReason::timed_out, "a"),
                                   gap(GapSubject::events, GapReason::forbidden, "b")})),
              SizeIs(3));
}

TEST(Unseen, NamesEachClusterOnceAndEachReasonOnce) {
  ScanReport report = fakes::empty_report();
  const Gap over = gap(GapSubject::cluster, GapReason::timed_out, "", "the run's 12 s were over");
  const Gap history = gap(GapSubject::history, GapReason::retention, "", "before 04:12");
  report.coverage = {cluster("a", {over}), cluster("b", {gap(GapSubject::pods, GapReason::forbidden, "n"), history}),
                     cluster("c", {over}), fakes::sample_coverage("d", CoverageStatus::scanned, 1, 1),
                     cluster("e", {})};
  const auto groups = unseen(report);
  ASSERT_THAT(groups, SizeIs(3));
  EXPECT_THAT(groups[0].clusters, ElementsAre("a", "c"));
  EXPECT_THAT(groups[0].reasons, SizeIs(1));
  EXPECT_THAT(groups[1].clusters, ElementsAre("b"));
  EXPECT_THAT(groups[1].reasons, SizeIs(2));
  EXPECT_THAT(groups[2].clusters, ElementsAre("e"));
  EXPECT_THAT(groups[2].reasons, IsEmpty());
}

TEST(Notes, AreSaidOnceForAllClusters) {
  ScanReport report = fakes::empty_report();
  report.coverage = {cluster("a", {}), cluster("b", {})};
  report.coverage[0].notes = {"shared", "alone", "alone"};
  report.coverage[1].notes = {"shared"};
  const auto all = notes(report);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].note, "shared");
  EXPECT_THAT(all[0].clusters, ElementsAre("a", "b"));
  EXPECT_THAT(all[1].clusters, ElementsAre("a"));
}

TEST(LookBack, IsSaidAsFarAsItReached) {
  ScanReport report = fakes::empty_report();
  ClusterCoverage coverage = fakes::sample_coverage("a", CoverageStatus::scanned, 1, 1);
  EXPECT_TRUE(whole_range_seen(coverage, report));
  EXPECT_EQ(look_back_words(coverage, report), "the whole 7d");
  coverage.events_reach_back_to = fakes::minutes_ago(166);
  coverage.seen = {{"", Source::events, fakes::minutes_ago(166), fakes::kSampleNow}};
  EXPECT_EQ(seen_since(coverage, report), fakes::minutes_ago(166));
  EXPECT_FALSE(whole_range_seen(coverage, report));
  EXPECT_EQ(look_back_words(coverage, report), "the last 2 h 46 min of 7d, older failures are not kept");
  // A hole ends it, whatever was seen before.
  coverage.seen.push_back({"", Source::prometheus, report.time_range.from, fakes::minutes_ago(600)});
  EXPECT_EQ(seen_since(coverage, report), fakes::minutes_ago(166));
  coverage.seen = {{"", Source::oc_get_pods, fakes::kSampleNow, fakes::kSampleNow}};
  EXPECT_EQ(look_back_words(coverage, report), "not known how far back, no Event was seen");
  coverage.seen.clear();
  EXPECT_EQ(look_back_words(coverage, report), "nothing");
}

TEST(LookBack, IsNotThatOfOneNamespace) {
  const ScanReport report = fakes::empty_report();
  ClusterCoverage coverage = fakes::sample_coverage("a", CoverageStatus::scanned, 1, 1);
  coverage.events_reach_back_to = fakes::minutes_ago(60);
  coverage.seen = {{"", Source::events, fakes::minutes_ago(60), fakes::kSampleNow},
                   {"kept-alive", Source::events, report.time_range.from, fakes::kSampleNow}};
  EXPECT_EQ(look_back_words(coverage, report), "the last 1 h of 7d, older failures are not kept");
  coverage.events_reach_back_to.reset();
  coverage.seen.erase(coverage.seen.begin());
  EXPECT_EQ(look_back_words(coverage, report), "not known how far back, Events of too few namespaces were seen");
}

TEST(LookBack, GoesByTheClustersClock) {
  ScanReport report = fakes::empty_report();
  ClusterCoverage coverage = fakes::sample_coverage("a", CoverageStatus::scanned, 1, 1);
  coverage.clock_ahead = Seconds{-600};
  coverage.seen = {{"", Source::events, report.time_range.from + Seconds{600}, report.time_range.to + Seconds{600}}};
  EXPECT_TRUE(whole_range_seen(coverage, report));
}

TEST(SpanWords, AreThoseOfAPerson) {
  EXPECT_EQ(span_words(Seconds{-5}), "0 s");
  EXPECT_EQ(span_words(Seconds{59}), "59 s");
  EXPECT_EQ(span_words(Seconds{3599}), "59 min");
  EXPECT_EQ(span_words(Seconds{9960}), "2 h 46 min");
  EXPECT_EQ(span_words(Seconds{86400}), "1 day");
  EXPECT_EQ(span_words(Seconds{2 * 86400 + 3700}), "2 days 1 h");
}

}  // namespace
}  // namespace oomscan::overview
