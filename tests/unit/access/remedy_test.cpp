#include "access/remedy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::access {
namespace {

using ::testing::ElementsAre;

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

TEST(ShellWord, KeepsPlainNamesAndQuotesAllOthers) {
  EXPECT_EQ(shell_word("system:serviceaccount:a:b"), "system:serviceaccount:a:b");
  EXPECT_EQ(shell_word("me@example.com"), "me@example.com");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("Jo Doe; rm -rf ~"), "'Jo Doe; rm -rf ~'");
  EXPECT_EQ(shell_word("it's $HOME"), "'it'\\''s $HOME'");
}

}  // namespace
}  // namespace oomscan::access
