// What a cron job has of the program: few words, an exit code, and on stderr why it is not 0.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/support/workbench.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Quiet : public ::testing::Test {
 protected:
  ProcessOutcome scan(Words words = {}) {
    words.insert(words.end(), {"--kubeconfig", fleet_.kubeconfig(), "--oc", real_tool(), "--contexts", "es01", "-q",
                               "--no-artifacts", "--skip-prometheus", "--attempts", "1"});
    return workbench_.run(words).outcome;
  }

  SimulatedFleet fleet_{{"--preset", "demo"}};
  Workbench workbench_;
};

TEST_F(Quiet, StillPrintsTheResults) {
  const ProcessOutcome outcome = scan({"--time-range", "1h"});
  EXPECT_THAT(outcome.out, HasSubstr("OOMKilled"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("started")));
}

TEST_F(Quiet, SaysOnStderrWhyTheCodeIsNotZero) {
  const ProcessOutcome gaps = scan({"--time-range", "30d"});
  EXPECT_EQ(gaps.code, 3);
  EXPECT_THAT(gaps.err, HasSubstr("warning: exit code 3: not everything was seen: '"));
  const ProcessOutcome findings = scan({"--time-range", "1h", "--fail-on", "active", "--allow-gaps"});
  EXPECT_EQ(findings.code, 4);
  EXPECT_THAT(findings.err, HasSubstr("warning: exit code 4: "));
}

TEST_F(Quiet, LeavesStderrToTheReasonWhereAFormatGoesToStdout) {
  const ProcessOutcome outcome = scan({"--time-range", "30d", "--format", "json,-"});
  EXPECT_THAT(outcome.out, StartsWith("{"));
  EXPECT_THAT(outcome.err, StartsWith("warning: exit code 3: "));
}

TEST_F(Quiet, NeverCallsAFleetCleanOfWhichATypoSelectedOnlyAPart) {
  const ProcessOutcome outcome = scan({"--include-ns", "payments,shpo", "--time-range", "1h"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("--include-ns 'shpo' matches no namespace in any cluster"));
}

}  // namespace
}  // namespace oomscan::e2e
