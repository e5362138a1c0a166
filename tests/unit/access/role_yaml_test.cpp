#include "access/role_yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "golden/golden.hpp"

namespace oomscan::access {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(RoleYaml, OfAWholeClusterMatchesItsGoldenFile) {
  golden::expect_golden("rbac.cluster.yaml", role_yaml(Options{}, "oc").value());
}

TEST(RoleYaml, OfNamedNamespacesMatchesItsGoldenFile) {
  Options options;
  options.namespaces = {"shop", "payments", "shop"};
  options.collect_logs = false;
  options.skip_prometheus = true;
  golden::expect_golden("rbac.namespaces.yaml", role_yaml(options, "kubectl").value());
}

TEST(RoleYaml, HasARoleWhereEventsOfNodesAreKept) {
  Options options;
  options.namespaces = {"shop"};
  options.skip_prometheus = true;
  const std::string yaml = role_yaml(options, "oc", {.node_events = true}).value();
  const std::size_t role = yaml.find("namespace: \"default\"");
  ASSERT_NE(role, std::string::npos);
  EXPECT_THAT(yaml.substr(role), HasSubstr("resources: [events]"));
  EXPECT_THAT(yaml.substr(role), Not(HasSubstr("pods")));
  EXPECT_THAT(yaml, HasSubstr("--role=oom-scan --namespace=default --user=NAME"));
  EXPECT_THAT(role_yaml(options, "oc").value(), Not(HasSubstr("default")));
}

TEST(RoleYaml, QuotesNamesThatYamlWouldTakeForNumbersOrTruth) {
  Options options;
  options.namespaces = {"123", "true"};
  const std::string yaml = role_yaml(options, "oc").value();
  EXPECT_THAT(yaml, HasSubstr("\n  namespace: \"123\"\n"));
  EXPECT_THAT(yaml, HasSubstr("\n  namespace: \"true\"\n"));
}

TEST(RoleYaml, RefusesWhatCannotBeANamespace) {
  for (const char* name : {"", "a\nkind: ClusterRoleBinding", "A", "-a", "a-", "a.b", "a b", "*"}) {
    Options options;
    options.namespaces = {"good", name};
    const auto yaml = role_yaml(options, "oc");
    ASSERT_FALSE(yaml.ok()) << name;
    EXPECT_EQ(yaml.error().kind, ErrorKind::usage);
    EXPECT_THAT(yaml.error().message, Not(HasSubstr("\n")));
  }
  Options options;
  options.namespaces = {std::string(64, 'a')};
  EXPECT_FALSE(role_yaml(options, "oc").ok());
}

TEST(BindCommand, BindsInTheWholeClusterOrInOneNamespace) {
  EXPECT_EQ(bind_command("oc", "", "me"), "oc create clusterrolebinding oom-scan --clusterrole=oom-scan --user=me");
  EXPECT_EQ(bind_command("kubectl", "shop", "me"),
            "kubectl create rolebinding oom-scan --role=oom-scan --namespace=shop --user=me");
}

}  // namespace
}  // namespace oomscan::access
