#include "terminal/coverage_words.hpp"

#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"

namespace oomscan::terminal {
namespace {

using fakes::kSampleNow;
using fakes::minutes_ago;

ClusterCoverage coverage() { return fakes::sample_coverage("prd", CoverageStatus::scanned, 812, 14210); }

TEST(SeenWords, NamesNamespacesAndPods) { EXPECT_EQ(seen_words(coverage()), "812 namespaces, 14,210 pods"); }

TEST(SeenWords, SayHowManyWereSelectedAndHowManyNotRead) {
  ClusterCoverage seen = coverage();
  seen.namespaces_selected = 790;
  seen.namespaces_scanned = 789;
  EXPECT_EQ(seen_words(seen), "790 of 812 namespaces (1 not fully read), 14,210 pods");
  seen.namespaces_total.reset();
  EXPECT_EQ(seen_words(seen), "790 namespaces (1 not fully read), 14,210 pods");
}

TEST(GapSummary, CountsTheSameFailureInManyNamespaces) {
  ClusterCoverage seen = coverage();
  for (int i = 0; i < 100; ++i) {
    const std::string name = "team-" + std::to_string(100 + i);
    seen.gaps.push_back({name, GapSubject::pods, GapReason::forbidden, "listing pods in '" + name + "'", "ask"});
  }
  const auto summaries = summarize_gaps(overview::unseen(seen), seen, kSampleNow);
  ASSERT_EQ(summaries.size(), 1U);
  EXPECT_EQ(summaries[0].headline,
            "pods of 100 namespaces (team-100, team-101, team-102 and 97 more): not allowed (403)");
  EXPECT_EQ(summaries[0].detail, "e.g. listing pods in 'team-100'");
  EXPECT_EQ(summaries[0].hint, "ask");
  EXPECT_EQ(summaries[0].gaps, 100U);
}

TEST(GapSummary, KeepsDifferentFailuresApart) {
  ClusterCoverage seen = coverage();
  seen.gaps = {{"a", GapSubject::pods, GapReason::forbidden, "x", ""},
               {"a", GapSubject::pods, GapReason::timed_out, "y", ""},
               {"a", GapSubject::events, GapReason::forbidden, "z", ""}};
  const auto summaries = summarize_gaps(overview::unseen(seen), seen, kSampleNow);
  ASSERT_EQ(summaries.size(), 2U);
  EXPECT_EQ(summaries[1].headline, "pods of a: no answer in time");
  EXPECT_EQ(summaries[1].detail, "y");
}

TEST(GapSummary, SaysPodsAndEventsOfTheSameNamespacesOnce) {
  ClusterCoverage seen = coverage();
  for (const char* name : {"a", "b"}) {
    for (const GapSubject subject : {GapSubject::events, GapSubject::pods}) {
      seen.gaps.push_back({name, subject, GapReason::forbidden, "x", "ask"});
    }
  }
  seen.gaps.push_back({"c", GapSubject::pods, GapReason::forbidden, "x", "ask"});
  auto summaries = summarize_gaps(overview::unseen(seen), seen, kSampleNow);
  // Pods of one more namespace: two different statements.
  ASSERT_EQ(summaries.size(), 2U);
  EXPECT_EQ(summaries[0].headline, "Events of 2 namespaces (a, b): not allowed (403)");
  seen.gaps.pop_back();
  summaries = summarize_gaps(overview::unseen(seen), seen, kSampleNow);
  ASSERT_EQ(summaries.size(), 1U);
  EXPECT_EQ(summaries[0].headline, "pods, Events of 2 namespaces (a, b): not allowed (403)");
  EXPECT_EQ(summaries[0].gaps, 4U);
}

TEST(GapSummary, SaysHowFarBackHistoryReaches) {
  ClusterCoverage seen = coverage();
  seen.gaps = {{"", GapSubject::history, GapReason::retention, "said otherwise", "do this"}};
  seen.events_reach_back_to = parse_rfc3339("2025-12-12T04:12:09Z");
  auto summaries = summarize_gaps(overview::unseen(seen), seen, kSampleNow);
  EXPECT_EQ(summaries[0].headline, "history before 04:12 UTC: Events reach back 1 h 13 min");
  EXPECT_EQ(summaries[0].detail, "");
  EXPECT_EQ(summaries[0].hint, "do this");
  seen.prometheus_reaches_back_to = minutes_ago(2 * 24 * 60);
  EXPECT_EQ(summarize_gaps(overview::unseen(seen), seen, kSampleNow)[0].headline,
            "history before 2025-12-10 05:26 UTC: Events reach back 1 h 13 min, Prometheus 2 days");
  seen.events_reach_back_to.reset();
  EXPECT_EQ(summarize_gaps(overview::unseen(seen), seen, kSampleNow)[0].headline,
            "history before 2025-12-10 05:26 UTC: Prometheus reaches back 2 days");
  seen.prometheus_reaches_back_to.reset();
  EXPECT_EQ(summarize_gaps(overview::unseen(seen), seen, kSampleNow)[0].headline, "history: said otherwise");
}

TEST(GapSummary, EscapesWhatAClusterSays) {
  ClusterCoverage seen = coverage();
  seen.gaps = {{"a\x1b", GapSubject::pods, GapReason::forbidden, "x\x9b", "y\x07"}};
  const auto summaries = summarize_gaps(overview::unseen(seen), seen, kSampleNow);
  EXPECT_EQ(summaries[0].headline, "pods of a\\x1b: not allowed (403)");
  EXPECT_EQ(summaries[0].detail, "x\\x9b");
  EXPECT_EQ(summaries[0].hint, "y\\x07");
}

TEST(SkipWords, GiveTheFirstReason) {
  ClusterCoverage seen = coverage();
  EXPECT_EQ(skip_words(seen), "");
  seen.gaps = {{"", GapSubject::cluster, GapReason::unreachable, "", ""},
               {"", GapSubject::cluster, GapReason::io, "", ""}};
  EXPECT_EQ(skip_words(seen), "unreachable");
}

}  // namespace
}  // namespace oomscan::terminal
