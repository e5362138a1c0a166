#include "oomscan/overview/causes.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"

namespace oomscan::overview {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

Finding of(const std::string& type, const std::string& cause, const std::string& image) {
  Finding f = fakes::sample_finding("prd", "shop", "web-0", "app", type, State::active, {fakes::minutes_ago(5)});
  f.cause = cause;
  f.image = image;
  f.workload = {"Deployment", "web"};
  return f;
}

ScanReport report_of(std::vector<Finding> findings) {
  ScanReport report = fakes::empty_report();
  report.findings = std::move(findings);
  std::sort(report.findings.begin(), report.findings.end(), before);
  return report;
}

// Twelve causes, dealt at random over pods, namespaces and clusters; `node` carries which one it is.
std::vector<Finding> twelve_causes(std::size_t count) {
  std::vector<Finding> kinds;
  for (const int mebibytes : {128, 256}) {
    kinds.push_back(of("OOMKilled", "OOMKilled", "registry.example/shop/web:1"));
    kinds.back().memory_limit_bytes = std::int64_t{mebibytes} << 20;
  }
  kinds.push_back(of("OOMKilled", "OOMKilled", "registry.example/shop/api:1"));
  kinds.back().memory_limit_bytes = std::int64_t{128} << 20;
  kinds.push_back(of("OOMKilled", "limit too low to start", "registry.example/shop/api:1"));
  kinds.push_back(of("CrashLoopBackOff", "OOMKilled", "registry.example/shop/web:1"));
  kinds.push_back(of("ImagePullBackOff", "image pull failed", "registry.example/shop/typo:1"));
  kinds.push_back(of("CrashLoopBackOff", "CreateContainerConfigError", "registry.example/shop/api:1"));
  for (const auto& [category, shape] : {std::pair{LogCategory::database_error, "pq: no <n>"},
                                        std::pair{LogCategory::database_error, "dial tcp <address>"},
                                        std::pair{LogCategory::permission_error, "open /data: permission denied"},
                                        std::pair{LogCategory::unknown, "panic: nil"}}) {
    kinds.push_back(of("CrashLoopBackOff", "exit code 1", "registry.example/shop/api:1"));
    kinds.back().log_cause = LogCause{category, shape, shape};
  }
  kinds.push_back(of("CrashLoopBackOff", "LivenessKilled", "registry.example/shop/web:1"));

  std::mt19937 random(12);
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t kind = i % kinds.size();
    Finding f = kinds[kind];
    f.cluster = "cluster-" + std::to_string(random() % 40);
    f.namespace_name = "tenant-" + std::to_string(random() % 25);
    f.pod = "pod-" + std::to_string(i);
    f.pod_uid = "uid-" + std::to_string(i);
    f.workload.name = "workload-" + std::to_string(random() % 60);
    f.image += "." + std::to_string(random() % 9);  // another tag
    if (f.log_cause) f.log_cause->line += std::to_string(i);
    f.node = std::to_string(kind);
    findings.push_back(f);
  }
  std::shuffle(findings.begin(), findings.end(), random);
  return findings;
}

TEST(Causes, OfAThousandFindingsAreTheTwelveThatThereAre) {
  const ScanReport report = report_of(twelve_causes(1000));
  const auto groups = causes(report);
  ASSERT_THAT(groups, SizeIs(12));
  std::size_t together = 0;
  std::set<std::string> kinds;
  for (const CauseGroup& group : groups) {
    for (const Finding* f : group.findings) EXPECT_EQ(f->node, group.about().node);  // none mixed
    EXPECT_TRUE(kinds.insert(group.about().node).second);                            // none torn
    EXPECT_EQ(group.pods, group.findings.size());
    EXPECT_GT(group.clusters, 1U);
    together += group.findings.size();
  }
  EXPECT_EQ(together, 1000U);
}

TEST(Causes, DoNotDependOnTheOrderOfFindings) {
  ScanReport report = report_of(twelve_causes(100));
  const auto described = [&] {
    std::vector<std::string> words;
    for (const CauseGroup& group : causes(report)) words.push_back(group.about().pod + verdict_words(group));
    return words;
  };
  const auto before_it = described();
  std::reverse(report.findings.begin(), report.findings.end());
  EXPECT_EQ(described(), before_it);
}

TEST(Causes, WithoutAnImageAreThoseOfOneWorkload) {
  Finding one = of("CrashLoopBackOff", "unknown", "");
  Finding other = one;
  other.pod = "web-1";
  Finding elsewhere = one;
  elsewhere.namespace_name = "payments";
  EXPECT_THAT(causes(report_of({one, other, elsewhere})), SizeIs(2));
}

TEST(Causes, LetNoWordOfALogOutrankTheKubelet) {
  Finding killed = of("OOMKilled", "OOMKilled", "registry.example/web:1");
  killed.log_cause = LogCause{LogCategory::database_error, "pq: x", "pq: x"};
  Finding looping = of("CrashLoopBackOff", "OOMKilled", "registry.example/web:1");
  looping.log_cause = killed.log_cause;
  for (const Finding& f : {killed, looping}) {
    const ScanReport report = report_of({f});
    const auto groups = causes(report);
    EXPECT_THAT(verdict_words(groups[0]), Not(HasSubstr("Database")));
    EXPECT_THAT(std::string(advice(groups[0])), Not(HasSubstr("database")));
  }
}

TEST(Causes, AdviseARaiseOnlyWhereTheLimitIsTooLowToStart) {
  for (const Finding& f : twelve_causes(12)) {
    const ScanReport report = report_of({f});
    const auto groups = causes(report);
    const std::string words(advice(groups[0]));
    EXPECT_FALSE(words.empty());
    EXPECT_THAT(words, Not(HasSubstr("restart")));
    EXPECT_EQ(words.find("raise") != std::string::npos, f.cause == "limit too low to start") << words;
  }
}

TEST(Causes, SayWhatWentWrong) {
  const auto words = [](Finding f) {
    const ScanReport report = report_of({std::move(f)});
    return verdict_words(causes(report)[0]);
  };
  Finding killed = of("OOMKilled", "OOMKilled", "web:1");
  EXPECT_EQ(words(killed), "killed for memory, no limit known");
  killed.memory_limit_bytes = 256 << 20;
  EXPECT_EQ(words(killed), "killed at its memory limit of 256Mi");
  killed.cause = "limit too low to start";
  EXPECT_EQ(words(killed), "memory limit of 256Mi too low to start");
  Finding loop = of("CrashLoopBackOff", "exit code 1", "web:1");
  EXPECT_EQ(words(loop), "CrashLoopBackOff: exit code 1");
  loop.log_cause = LogCause{LogCategory::database_error, "pq: x", "pq: x"};
  EXPECT_EQ(words(loop), "crash loop: DatabaseError (exit code 1)");
}

TEST(ImageWithoutTag, KeepsThePortOfARegistry) {
  EXPECT_EQ(image_without_tag("registry.example:5000/shop/web:1.2"), "registry.example:5000/shop/web");
  EXPECT_EQ(image_without_tag("registry.example:5000/shop/web@sha256:00"), "registry.example:5000/shop/web");
  EXPECT_EQ(image_without_tag("web:1@sha256:00"), "web");
  EXPECT_EQ(image_without_tag("web"), "web");
  EXPECT_EQ(image_without_tag(""), "");
}

}  // namespace
}  // namespace oomscan::overview
