// The doctor, and the roles that it recommends, over a simulated fleet with a forbidden, a dead and an expired cluster.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/support/workbench.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Doctor : public ::testing::Test {
 protected:
  ProcessOutcome ask(Words words) {
    words.insert(words.begin(), {"doctor", "--kubeconfig", fleet_.kubeconfig(), "--skip-prometheus"});
    return workbench_.run(words).outcome;
  }
  // What it says about one cluster.
  static std::string about(const std::string& cluster, const std::string& out) {
    const std::size_t begin = out.find("\n" + cluster + "  ");
    if (begin == std::string::npos) return "";
    return out.substr(begin + 1, out.find("\n\n", begin + 1) - begin);
  }

  SimulatedFleet fleet_{{"--preset", "demo"}};
  Workbench workbench_;
};

TEST_F(Doctor, TellsWhatEachClusterOfTheFleetWouldGive) {
  const ProcessOutcome outcome = ask({});
  EXPECT_EQ(outcome.code, 3) << outcome.out << outcome.err;
  EXPECT_THAT(about("kflux-prd-es01", outcome.out),
              AllOf(ContainsRegex("yes +list pods +in all namespaces"), Not(HasSubstr("no  "))));
  EXPECT_THAT(
      about("kflux-stg-eu02", outcome.out),
      AllOf(ContainsRegex("yes +list namespaces"), ContainsRegex("no +list pods +not allowed in openshift-etcd"),
            HasSubstr("oom-scan rbac"), HasSubstr("create clusterrolebinding")));
  EXPECT_THAT(about("kflux-dr-es04", outcome.out), AllOf(ContainsRegex("no +reach the server"), HasSubstr("refused"),
                                                         ContainsRegex("unknown +all the rest")));
  EXPECT_THAT(about("kflux-old-es05", outcome.out), AllOf(ContainsRegex("yes +reach the server"),
                                                          ContainsRegex("no +log in"), HasSubstr("oc login https://")));
  EXPECT_THAT(outcome.out, HasSubstr("5 clusters, 2 ready"));
  EXPECT_THAT(outcome.out, ContainsRegex("cannot be scanned: kflux-dr-es04, kflux-old-es05"));
}

TEST_F(Doctor, WritesNothingAndLeavesNothing) {
  static_cast<void>(ask({}));
  EXPECT_TRUE(std::filesystem::is_empty(workbench_.output()));
  EXPECT_TRUE(std::filesystem::is_empty(workbench_.artifacts()));
  EXPECT_TRUE(std::filesystem::is_empty(workbench_.runtime()));
}

TEST_F(Doctor, EndsWith0WhereAllIsYesAnd1WhereNothingCanBeScanned) {
  EXPECT_EQ(ask({"--contexts", "kflux-prd-es01"}).code, 0);
  EXPECT_EQ(ask({"--contexts", "kflux-stg-eu02", "--namespaces", "payments,shop"}).code, 0);
  EXPECT_EQ(ask({"--contexts", "kflux-dr-es04,kflux-old-es05"}).code, 1);
  EXPECT_EQ(ask({"--contexts", "kflux-stg-eu02", "--allow-gaps"}).code, 0);
}

TEST_F(Doctor, RefusesAnUnknownContextAsAScanDoes) {
  const ProcessOutcome outcome = ask({"--contexts", "nowhere"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr("'nowhere'"));
}

TEST_F(Doctor, SaysThatThereIsNoTool) {
  const ProcessOutcome outcome = ask({"--oc", "/nonexistent/oc"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, ContainsRegex("no +oc or kubectl +there is no '/nonexistent/oc'"));
}

TEST_F(Doctor, SaysThatTheResultsCouldNotBeWritten) {
  const ProcessOutcome outcome =
      ask({"--contexts", "kflux-prd-es01", "--output-dir", "/nonexistent", "--artifacts-dir", "/dev/null/artifacts"});
  EXPECT_EQ(outcome.code, 1) << "a scan would not begin";
  EXPECT_THAT(outcome.out, AllOf(ContainsRegex("no +output directory"), ContainsRegex("no +artifacts directory")));
}

TEST(Rbac, PrintsRolesToStdoutAndAsksNoCluster) {
  Workbench workbench;
  const ProcessOutcome outcome =
      workbench.run({"rbac", "--kubeconfig", "/nonexistent/config", "--namespaces", "a,b", "--exclude-ns", "^b$"})
          .outcome;
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("kind: Role\n"), HasSubstr("namespace: \"a\""), Not(HasSubstr("\"b\""))));
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST(Rbac, RefusesNamespacesThatCannotBe) {
  Workbench workbench;
  for (const char* name : {"a:b", "A"}) {
    const ProcessOutcome outcome = workbench.run({"rbac", "--namespaces", name}).outcome;
    EXPECT_EQ(outcome.code, 2) << name;
    EXPECT_THAT(outcome.out, IsEmpty());
  }
}

}  // namespace
}  // namespace oomscan::e2e
