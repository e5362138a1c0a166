#include "terminal/problem_words.hpp"

#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"

namespace oomscan::terminal {
namespace {

using fakes::kSampleNow;
using fakes::minutes_ago;
using fakes::sample_finding;

Finding oom(std::vector<Timestamp> times) {
  Finding finding = sample_finding("prd", "team", "api-1", "app", "OOMKilled", State::active, std::move(times));
  finding.cause = "OOMKilled";
  finding.exit_code = 137;
  finding.memory_limit_bytes = 134217728;
  return finding;
}

Finding loop(std::optional<std::int64_t> restarts, std::vector<Timestamp> times) {
  Finding finding = sample_finding("prd", "team", "api-1", "app", "CrashLoopBackOff", State::active, std::move(times));
  finding.cause = "OOMKilled";
  finding.exit_code = 137;
  finding.restart_count = restarts;
  return finding;
}

// The problem that these findings are; they must be one.
class Problems {
 public:
  explicit Problems(std::vector<Finding> findings) {
    report_.findings = std::move(findings);
    problems_ = overview::problems(report_);
    EXPECT_EQ(problems_.size(), 1U);
  }
  [[nodiscard]] const overview::Problem& one() const { return problems_.front(); }
  [[nodiscard]] std::string when(const std::string& range = "7d") const { return when_words(one(), range, kSampleNow); }

 private:
  ScanReport report_;
  std::vector<overview::Problem> problems_;
};

std::string when(const Finding& finding, const std::string& range = "7d") { return Problems({finding}).when(range); }
std::string detail(const Finding& finding) { return detail_words(Problems({finding}).one()); }
std::string subject(const Finding& finding) { return subject_words(Problems({finding}).one()); }

// Three pods of a Deployment that fail alike.
std::vector<Finding> replicas() {
  std::vector<Finding> findings;
  for (const char* pod : {"api-1", "api-2", "api-3"}) {
    Finding finding = oom({minutes_ago(290), minutes_ago(12)});
    finding.pod = pod;
    finding.pod_uid = pod;
    finding.workload = {"Deployment", "api"};
    finding.restart_count = 4;
    findings.push_back(std::move(finding));
  }
  return findings;
}

TEST(WhenWords, PicksTheSmallestWindowThatHoldsAll) {
  EXPECT_EQ(when(oom({minutes_ago(290), minutes_ago(200), minutes_ago(90), minutes_ago(12)})),
            "4x in 6h, last 12 min ago");
  EXPECT_EQ(when(oom({minutes_ago(50), minutes_ago(40)})), "2x in 1h, last 40 min ago");
}

TEST(WhenWords, NamesTheWholeRangeForWhatNoWindowHolds) {
  EXPECT_EQ(when(oom({minutes_ago(20 * 24 * 60), minutes_ago(10)}), "30d"), "2x in 30d, last 10 min ago");
}

TEST(WhenWords, SaysOnceForASingleFailure) { EXPECT_EQ(when(oom({minutes_ago(12)})), "once, 12 min ago"); }

TEST(WhenWords, InventsNoTime) { EXPECT_EQ(when(oom({})), "time not known"); }

TEST(WhenWords, CountsTheRestartsOfACrashLoop) {
  EXPECT_EQ(when(loop(9, {minutes_ago(3)})), "9 restarts, last 3 min ago");
  EXPECT_EQ(when(loop(1, {})), "1 restart");
  EXPECT_EQ(when(loop(std::nullopt, {minutes_ago(3)})), "once, 3 min ago");
}

TEST(WhenWords, SumUpThePodsOfAProblem) { EXPECT_EQ(Problems(replicas()).when(), "6x in 6h, last 12 min ago"); }

TEST(DetailWords, GivesLimitAndExitCode) { EXPECT_EQ(detail(oom({})), "limit 128Mi, exit 137"); }

TEST(DetailWords, GivesTheLimitWhereverTheCauseIsAboutIt) {
  Finding finding = oom({});
  finding.type = "ContainerStartError";
  finding.cause = "limit too low to start";
  finding.exit_code.reset();
  finding.memory_limit_bytes = 1;
  EXPECT_EQ(detail(finding), "because limit too low to start, limit 1 byte");
  finding.memory_limit_bytes = 524;
  EXPECT_EQ(detail(finding), "because limit too low to start, limit 524 bytes");
  EXPECT_EQ(detail(loop(9, {})), "because OOMKilled, no limit, exit 137");
}

TEST(DetailWords, SaysThatThereIsNoLimitOnlyOfAContainerThatWasSeen) {
  Finding finding = oom({});
  finding.memory_limit_bytes.reset();
  EXPECT_EQ(detail(finding), "no limit, exit 137");
  finding.sources = {Source::prometheus};
  EXPECT_EQ(detail(finding), "exit 137");
}

TEST(DetailWords, GivesTheRangeOfDifferentLimits) {
  std::vector<Finding> findings = replicas();
  findings[1].memory_limit_bytes = std::int64_t{1} << 30;
  findings[2].exit_code = 1;
  EXPECT_EQ(detail_words(Problems(findings).one()), "limits 128Mi to 1Gi, 12 restarts");
}

TEST(DetailWords, SaysTheRestartsWhereTheTimesDoNot) {
  Finding finding = oom({});
  finding.restart_count = 57;
  EXPECT_EQ(detail(finding), "limit 128Mi, exit 137, 57 restarts");
}

TEST(DetailWords, DoesNotRepeatAnExitCodeThatIsTheCause) {
  Finding finding = loop(3, {});
  finding.cause = "exit code 139 (SIGSEGV)";
  finding.exit_code = 139;
  EXPECT_EQ(detail(finding), "because exit code 139 (SIGSEGV)");
}

TEST(DetailWords, IsSilentAboutAnUnknownCause) {
  Finding finding = loop(3, {});
  finding.cause = "unknown";
  finding.exit_code.reset();
  EXPECT_EQ(detail(finding), "");
}

TEST(LogWords, SayWhatExplainsACrashLoop) {
  Finding looping = oom({minutes_ago(12)});
  looping.log_cause = LogCause{LogCategory::database_error, "pq: no route", "pq: no route"};
  EXPECT_EQ(log_words(Problems({looping}).one()), "");  // the kubelet knows better
  looping.type = "CrashLoopBackOff";
  looping.cause = "exit code 1";
  EXPECT_EQ(log_words(Problems({looping}).one()), "its log says DatabaseError: \"pq: no route\"");
  looping.log_cause->category = LogCategory::unknown;
  looping.log_cause->line = "a\x1b[31mb" + std::string(500, 'x');
  const std::string words = log_words(Problems({looping}).one());
  EXPECT_EQ(words.find('\x1b'), std::string::npos);
  EXPECT_LT(words.size(), 160U);
}

TEST(StateWords, CountTheStatesOfAProblemWherePodsDiffer) {
  std::vector<Finding> findings = replicas();
  EXPECT_EQ(state_words(Problems(findings).one()), "");
  findings[0].state = State::recovered;
  EXPECT_EQ(state_words(Problems(findings).one()), "2 active, 1 recovered");
}

TEST(SubjectWords, NameNamespacePodContainerAndKind) {
  Finding finding = oom({});
  EXPECT_EQ(subject(finding), "team/api-1 / app");
  finding.container_kind = ContainerKind::init;
  EXPECT_EQ(subject(finding), "team/api-1 / app (init)");
  finding.container.clear();
  EXPECT_EQ(subject(finding), "team/api-1 / (container not known)");
  finding.pod.clear();
  finding.node = "node-1";
  EXPECT_EQ(subject(finding), "node node-1");
}

TEST(SubjectWords, NameTheWorkloadOfSeveralPods) {
  EXPECT_EQ(subject_words(Problems(replicas()).one()), "team/api / app (3 pods)");
}

TEST(WorkloadWords, SayWhatTheSubjectDoesNot) {
  Finding finding = oom({});
  EXPECT_EQ(workload_words(Problems({finding}).one()), "");
  finding.workload = {"Pod", "api-1"};
  EXPECT_EQ(workload_words(Problems({finding}).one()), "");
  finding.workload = {"Deployment", "api"};
  EXPECT_EQ(workload_words(Problems({finding}).one()), "Deployment api");
  EXPECT_EQ(workload_words(Problems(replicas()).one()), "Deployment");
}

TEST(ConfidenceWords, NameAllSourcesOfAProblem) {
  std::vector<Finding> findings = replicas();
  findings[1].sources = {Source::events};
  findings[1].confidence = Confidence::probable;
  EXPECT_EQ(confidence_words(Problems(findings).one()), "confirmed by status and events");
}

}  // namespace
}  // namespace oomscan::terminal
