#include "terminal/finding_words.hpp"

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

TEST(WhenWords, PicksTheSmallestWindowThatHoldsAll) {
  EXPECT_EQ(when_words(oom({minutes_ago(290), minutes_ago(200), minutes_ago(90), minutes_ago(12)}), "7d", kSampleNow),
            "4x in 6h, last 12 min ago");
  EXPECT_EQ(when_words(oom({minutes_ago(50), minutes_ago(40)}), "7d", kSampleNow), "2x in 1h, last 40 min ago");
}

TEST(WhenWords, NamesTheWholeRangeForWhatNoWindowHolds) {
  EXPECT_EQ(when_words(oom({minutes_ago(20 * 24 * 60), minutes_ago(10)}), "30d", kSampleNow),
            "2x in 30d, last 10 min ago");
}

TEST(WhenWords, SaysOnceForASingleFailure) {
  EXPECT_EQ(when_words(oom({minutes_ago(12)}), "7d", kSampleNow), "once, 12 min ago");
}

TEST(WhenWords, InventsNoTime) { EXPECT_EQ(when_words(oom({}), "7d", kSampleNow), "time not known"); }

TEST(WhenWords, CountsTheRestartsOfACrashLoop) {
  EXPECT_EQ(when_words(loop(9, {minutes_ago(3)}), "7d", kSampleNow), "9 restarts, last 3 min ago");
  EXPECT_EQ(when_words(loop(1, {}), "7d", kSampleNow), "1 restart");
  EXPECT_EQ(when_words(loop(std::nullopt, {minutes_ago(3)}), "7d", kSampleNow), "once, 3 min ago");
}

TEST(DetailWords, GivesLimitAndExitCode) {
  const Finding finding = oom({});
  EXPECT_EQ(detail_words(finding, {&finding}), "limit 128Mi, exit 137");
}

TEST(DetailWords, SaysNothingTwiceInAContainer) {
  const Finding first = oom({});
  const Finding second = loop(9, {});
  EXPECT_EQ(detail_words(first, {&first, &second}), "limit 128Mi, exit 137");
  EXPECT_EQ(detail_words(second, {&first, &second}), "because OOMKilled");
}

TEST(DetailWords, SaysTheRestartsWhereNoCrashLoopDoes) {
  Finding finding = oom({});
  finding.restart_count = 57;
  EXPECT_EQ(detail_words(finding, {&finding}), "limit 128Mi, exit 137, 57 restarts");
}

TEST(DetailWords, DoesNotRepeatAnExitCodeThatIsTheCause) {
  Finding finding = loop(3, {});
  finding.cause = "exit code 139 (SIGSEGV)";
  finding.exit_code = 139;
  EXPECT_EQ(detail_words(finding, {&finding}), "because exit code 139 (SIGSEGV)");
}

TEST(DetailWords, IsSilentAboutAnUnknownCause) {
  Finding finding = loop(3, {});
  finding.cause = "unknown";
  finding.exit_code.reset();
  EXPECT_EQ(detail_words(finding, {&finding}), "");
}

TEST(SubjectWords, NamesPodContainerAndKind) {
  Finding finding = oom({});
  EXPECT_EQ(subject_words(finding), "api-1 / app");
  finding.container_kind = ContainerKind::init;
  EXPECT_EQ(subject_words(finding), "api-1 / app (init)");
  finding.container.clear();
  EXPECT_EQ(subject_words(finding), "api-1 / (container not known)");
  finding.pod.clear();
  finding.node = "node-1";
  EXPECT_EQ(subject_words(finding), "node node-1");
}

TEST(WorkloadWords, LeavesOutAPodThatIsItsOwnWorkload) {
  Finding finding = oom({});
  EXPECT_EQ(workload_words(finding), "");
  finding.workload = {"Pod", "api-1"};
  EXPECT_EQ(workload_words(finding), "");
  finding.workload = {"Deployment", "api"};
  EXPECT_EQ(workload_words(finding), "Deployment api");
}

TEST(ArtifactWords, JoinsTwoFilesOfOneStem) {
  EXPECT_EQ(artifact_words({"/tmp/a__1__desc.txt", "/tmp/a__1__log.txt"}), "/tmp/a__1__*");
  EXPECT_EQ(artifact_words({"/tmp/a__1__desc.txt", "/tmp/a__1-2__log.txt"}),
            "/tmp/a__1__desc.txt /tmp/a__1-2__log.txt");
  EXPECT_EQ(artifact_words({"", "/tmp/a__log.txt"}), "/tmp/a__log.txt");
  EXPECT_EQ(artifact_words({}), "");
}

}  // namespace
}  // namespace oomscan::terminal
