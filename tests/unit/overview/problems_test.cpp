#include "oomscan/overview/problems.hpp"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"

namespace oomscan::overview {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

Finding of(const std::string& workload, const std::string& pod, State state = State::active, int minutes = 5) {
  Finding f = fakes::sample_finding("prd", "shop", pod, "app", "OOMKilled", state, {fakes::minutes_ago(minutes)});
  f.pod_uid = "uid of " + pod;
  f.workload = {"Deployment", workload};
  f.cause = "OOMKilled";
  return f;
}

ScanReport report_of(std::vector<Finding> findings) {
  ScanReport report = fakes::empty_report();
  report.findings = std::move(findings);
  std::sort(report.findings.begin(), report.findings.end(), before);
  return report;
}

TEST(Problems, AreOneForADeploymentWhosePodsFailAlike) {
  std::vector<Finding> findings;
  for (int i = 0; i < 17; ++i) findings.push_back(of("web", "web-" + std::to_string(i), State::active, 10 + i));
  findings[3].state = State::recovered;
  findings[4].memory_limit_bytes = 1;
  const ScanReport report = report_of(findings);
  const auto all = problems(report);
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].pods, 17U);
  EXPECT_EQ(all[0].failures, 17U);
  EXPECT_THAT(all[0].by_state, ElementsAre(16, 0, 0, 1, 0));
  EXPECT_TRUE(all[0].fails_now());
  EXPECT_EQ(all[0].first, fakes::minutes_ago(26));
  EXPECT_EQ(all[0].last, fakes::minutes_ago(10));
  EXPECT_EQ(all[0].about().pod, "web-0");
}

TEST(Problems, DifferByWorkloadContainerTypeCauseNamespaceAndCluster) {
  for (std::string Finding::* member :
       {&Finding::cluster, &Finding::namespace_name, &Finding::container, &Finding::type, &Finding::cause}) {
    Finding other = of("web", "web-2");
    (other.*member) += "2";
    EXPECT_THAT(problems(report_of({of("web", "web-1"), other})), SizeIs(2));
  }
  EXPECT_THAT(problems(report_of({of("web", "web-1"), of("api", "api-1")})), SizeIs(2));
}

TEST(Problems, CountAPodThatIsGoneToItsWorkload) {
  Finding gone = of("web", "web-2", State::gone);
  gone.workload = {"", "web", true};
  const ScanReport report = report_of({of("web", "web-1", State::recovered), gone});
  const auto all = problems(report);
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].about().workload.kind, "Deployment");
}

TEST(Problems, ComeWithWhatFailsNowFirst) {
  Finding loop = of("loop", "loop-1");
  loop.type = "CrashLoopBackOff";
  const ScanReport report =
      report_of({of("gone", "gone-1", State::gone, 1), loop, of("old", "old-1", State::recovered, 1),
                 of("two", "two-1"), of("two", "two-2"), of("newer", "newer-1", State::active, 1), of("one", "one-1")});
  std::vector<std::string> names;
  for (const Problem& problem : problems(report)) names.push_back(problem.about().workload.name);
  EXPECT_THAT(names, ElementsAre("two", "newer", "one", "loop", "old", "gone"));
}

TEST(Problems, HoldEachFindingOnce) {
  const ScanReport report = fakes::realistic_report();
  std::vector<const Finding*> all;
  for (const Problem& problem : problems(report)) {
    all.insert(all.end(), problem.findings.begin(), problem.findings.end());
  }
  std::sort(all.begin(), all.end());
  ASSERT_EQ(all.size(), report.findings.size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], &report.findings[i]);
}

TEST(Sums, AgreeWithTheProblems) {
  const ScanReport report = fakes::realistic_report();
  const Sums all = sums(report);
  EXPECT_EQ(all.findings, report.findings.size());
  EXPECT_EQ(all.problems, problems(report).size());
  std::size_t findings = 0;
  std::size_t of_problems = 0;
  for (const TypeCount& type : all.types) {
    findings += type.findings;
    of_problems += type.problems;
    EXPECT_LE(type.active, type.findings);
  }
  EXPECT_EQ(findings, all.findings);
  EXPECT_EQ(of_problems, all.problems);
  EXPECT_THAT(all.clusters, ElementsAre(2, 1, 1));
}

TEST(Memory, UsesTheUnitsOfKubernetes) {
  EXPECT_EQ(memory_words(134217728), "128Mi");
  EXPECT_EQ(memory_words(std::int64_t{2} << 30), "2Gi");
  EXPECT_EQ(memory_words(std::int64_t{3} << 29), "1.5Gi");
  EXPECT_EQ(memory_words(500'000), "488.3Ki");
  EXPECT_EQ(memory_words(512), "512 bytes");
}

}  // namespace
}  // namespace oomscan::overview
