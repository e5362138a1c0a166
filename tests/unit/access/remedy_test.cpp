#include "access/remedy.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/role_yaml.hpp"
#include "fakes/shell_words.hpp"

namespace oomscan::access {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(GrantRemedies, AreTheRolesAndTheirBindingToTheUser) {
  Options options;
  options.skip_prometheus = true;
  EXPECT_THAT(grant_remedies(options, "oc", "kube:admin"),
              ElementsAre("an administrator runs: oom-scan rbac --skip-prometheus | oc apply -f -",
                          "and: oc create clusterrolebinding oom-scan --clusterrole=oom-scan --user=kube:admin"));
}

TEST(GrantRemedies, CarryTheOptionsThatDecideAboutRights) {
  Options options;
  options.namespaces = {"b", "a", "d", "c"};
  options.collect_logs = false;
  options.prometheus_url = "https://prometheus.example";
  EXPECT_THAT(
      grant_remedies(options, "kubectl", ""),
      ElementsAre(
          "an administrator runs: oom-scan rbac --namespaces b,a,d,c --no-logs --skip-prometheus | kubectl apply -f -",
          "and: kubectl create rolebinding oom-scan --role=oom-scan --namespace=a --user=NAME",
          "and: kubectl create rolebinding oom-scan --role=oom-scan --namespace=b --user=NAME",
          "and: kubectl create rolebinding oom-scan --role=oom-scan --namespace=c --user=NAME",
          "and so on for 1 more namespace"));
  options.collect_logs = true;
  options.collect_descriptions = false;
  EXPECT_THAT(grant_remedies(options, "oc", "me").front(), ::testing::HasSubstr(" --no-describe "));
  options.collect_artifacts = false;
  EXPECT_THAT(grant_remedies(options, "oc", "me").front(), ::testing::HasSubstr(" --no-artifacts "));
}

TEST(GrantRemedies, HoldOneWordOfWhateverTheServerCallsTheUser) {
  Options options;
  options.skip_prometheus = true;
  for (const std::string& name : fakes::hostile_shell_words()) {
    const auto lines = grant_remedies(options, name, name);
    ASSERT_EQ(lines.size(), 2U);
    const auto apply = fakes::shell_words(lines[0].substr(lines[0].find(" | ") + 3));
    ASSERT_TRUE(apply) << lines[0];
    EXPECT_EQ(apply->size(), 4U) << lines[0];
    const auto bind = fakes::shell_words(lines[1].substr(lines[1].find(": ") + 2));
    ASSERT_TRUE(bind) << lines[1];
    EXPECT_EQ(bind->size(), 6U) << lines[1];
  }
  EXPECT_THAT(grant_remedies(options, "oc", "Jo Doe").back(), ::testing::EndsWith("--user='Jo Doe'"));
  EXPECT_THAT(grant_remedies(options, "oc", "it's").back(), ::testing::EndsWith("--user=NAME"));
}

TEST(GrantRemedies, NameNoNamespaceThatIsNone) {
  for (const std::string& name : fakes::hostile_shell_words()) {
    Options options;
    options.namespaces = {"a", name};
    const auto lines = grant_remedies(options, "oc", "me");
    EXPECT_THAT(lines.front(), ::testing::HasSubstr("--namespaces NAME,... ")) << name;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const auto words = fakes::shell_words(lines[i].substr(lines[i].find(": ") + 2));
      ASSERT_TRUE(words) << lines[i];
      EXPECT_EQ(words->size(), 7U) << lines[i];
    }
    EXPECT_EQ(namespaces_word({"a", name}), "NAME,...");
  }
  EXPECT_EQ(namespaces_word({"a", "b"}), "a,b");
}

TEST(RoleYaml, StaysOneCommentALineWhateverTheToolIsCalled) {
  const std::string plain = *role_yaml({}, "oc");
  for (const std::string& name : fakes::hostile_shell_words()) {
    const std::string yaml = *role_yaml({}, name);
    EXPECT_EQ(std::count(yaml.begin(), yaml.end(), '\n'), std::count(plain.begin(), plain.end(), '\n')) << name;
    EXPECT_EQ(yaml.find(" create ") == std::string::npos, false);
  }
}

TEST(GrantRemedies, BindWhereEventsOfNodesAreKept) {
  Options options;
  options.namespaces = {"shop"};
  options.types = {"NodeOOM"};
  options.skip_prometheus = true;
  EXPECT_THAT(
      grant_remedies(options, "oc", "me", {.node_events = true}),
      ElementsAre("an administrator runs: oom-scan rbac --namespaces shop --types NodeOOM --skip-prometheus | oc apply "
                  "-f -",
                  "and: oc create rolebinding oom-scan --role=oom-scan --namespace=default --user=me",
                  "and: oc create rolebinding oom-scan --role=oom-scan --namespace=shop --user=me"));
}

Gap refusal(const std::string& namespace_name, GapSubject subject) {
  return {namespace_name, subject, GapReason::forbidden, "'jo' may not do it", ""};
}

TEST(RefusalHint, NamesTheRoleThatTheseOptionsNeed) {
  Options options;
  options.skip_prometheus = true;
  const std::string hint = refusal_hint(refusal("shop", GapSubject::pods), options, "kubectl");
  EXPECT_EQ(hint,
            "an administrator gives what a scan needs with: oom-scan rbac --skip-prometheus | kubectl apply -f - && "
            "kubectl create clusterrolebinding oom-scan --clusterrole=oom-scan --user=NAME");
  EXPECT_THAT(refusal_hint(refusal("", GapSubject::namespaces), options, "oc"),
              AllOf(HasSubstr("--namespaces"), HasSubstr("the right to list them")));
}

TEST(RefusalHint, ThinksOfATypingErrorInANamespaceThatWasNamed) {
  Options options;
  options.namespaces = {"shpo"};
  EXPECT_THAT(refusal_hint(refusal("shpo", GapSubject::pods), options, "oc"), HasSubstr("check the name 'shpo'"));
  EXPECT_THAT(refusal_hint(refusal("other", GapSubject::pods), options, "oc"), Not(HasSubstr("check the name")));
}

TEST(RefusalHint, BindsTheRoleWhereTheRefusalWas) {
  Options options;
  options.namespaces = {"shop"};
  EXPECT_THAT(refusal_hint(refusal("shop", GapSubject::pods), options, "oc"),
              HasSubstr(" && oc create rolebinding oom-scan --role=oom-scan --namespace=shop --user=NAME"));
  EXPECT_THAT(refusal_hint(refusal("default", GapSubject::node_events), options, "oc"),
              HasSubstr(" && oc create rolebinding oom-scan --role=oom-scan --namespace=default --user=NAME"));
}

TEST(RefusalHint, IsNotForWhatNoRoleOfTheApiMends) {
  ScanReport report;
  report.coverage.resize(1);
  Gap local = refusal("", GapSubject::artifacts);
  local.hint = "as it was";
  Gap broken = refusal("a", GapSubject::pods);
  broken.reason = GapReason::timed_out;
  report.coverage[0].gaps = {refusal("a", GapSubject::logs), local, broken};
  hint_at_refusals(report, {}, "oc");
  EXPECT_THAT(report.coverage[0].gaps[0].hint, HasSubstr("oom-scan rbac"));
  EXPECT_EQ(report.coverage[0].gaps[1].hint, "as it was");
  EXPECT_EQ(report.coverage[0].gaps[2].hint, "");
}

}  // namespace
}  // namespace oomscan::access
