#include "access/right.hpp"

#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::access {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "get pods/log", with "group/" in front where it is not the core.
std::vector<std::string> words(const std::vector<Right>& rights) {
  std::vector<std::string> all;
  for (const Right& right : rights) {
    all.push_back(fmt::format("{} {}{}{}{}{}", right.verb, right.group, right.group.empty() ? "" : "/", right.resource,
                              right.subresource.empty() ? "" : "/", right.subresource));
  }
  return all;
}

Options without_prometheus() {
  Options options;
  options.skip_prometheus = true;
  return options;
}

TEST(RightsOfAScan, AreListsAndForFindingsThePodAndItsLog) {
  EXPECT_THAT(words(rights_to_give(without_prometheus())),
              ElementsAre("list namespaces", "get namespaces", "list pods", "list events", "get pods", "get pods/log"));
}

TEST(RightsOfAScan, AreOfTheNamedNamespacesOnlyAndThenWithoutTheirList) {
  Options options = without_prometheus();
  options.namespaces = {"payments", "shop"};
  const auto rights = rights_to_give(options);
  EXPECT_THAT(words(rights), ElementsAre("list pods", "list events", "get pods", "get pods/log"));
  for (const Right& right : rights) EXPECT_EQ(right.place, Place::named_namespaces);
}

TEST(RightsOfAScan, LeaveOutWhatTheOptionsSpare) {
  Options options = without_prometheus();
  options.collect_logs = false;
  EXPECT_THAT(words(rights_to_give(options)),
              ElementsAre("list namespaces", "get namespaces", "list pods", "list events", "get pods"));
  options.collect_logs = true;
  options.collect_descriptions = false;
  EXPECT_THAT(words(rights_to_give(options)),
              ElementsAre("list namespaces", "get namespaces", "list pods", "list events", "get pods/log"));
  options.collect_descriptions = true;
  options.collect_artifacts = false;
  EXPECT_THAT(words(rights_to_give(options)),
              ElementsAre("list namespaces", "get namespaces", "list pods", "list events"));
}

TEST(RightsOfAScan, HoldWhatFindsAPrometheusUnlessItIsNamedOrSkipped) {
  Options options;
  options.collect_artifacts = false;
  EXPECT_THAT(
      words(rights_to_give(options)),
      ElementsAre("list namespaces", "get namespaces", "list pods", "list events", "get route.openshift.io/routes",
                  "get monitoring.coreos.com/prometheuses/api", "list services", "get services/proxy"));
  options.prometheus_url = "https://prometheus.example";
  EXPECT_THAT(words(rights_to_give(options)),
              ElementsAre("list namespaces", "get namespaces", "list pods", "list events"));
}

TEST(RightsOfAScan, HoldWhatNoRoleNeedsToGive) {
  Options options = without_prometheus();
  options.collect_artifacts = false;
  EXPECT_THAT(words(rights_for(options)),
              ElementsAre("list namespaces", "get namespaces", "get namespaces", "list project.openshift.io/projects",
                          "list pods", "list events"));
  options.namespaces = {"shop"};
  EXPECT_THAT(words(rights_for(options)), ElementsAre("get namespaces", "get namespaces", "list pods", "list events"));
  EXPECT_THAT(words(rights_to_give(options)), ElementsAre("list pods", "list events"));
}

TEST(RightsOfAScan, AreToKnowWhichClusterItIsByOneNamespace) {
  const auto rights = rights_to_give(without_prometheus());
  ASSERT_EQ(rights.at(1).purpose, Purpose::know_cluster);
  EXPECT_THAT(rights.at(1).names, ElementsAre("kube-system"));
  EXPECT_EQ(rights.at(1).without, Without::fallback);
}

TEST(RightsOfAScan, HoldEventsOfNodesWhereTheRulesNeedThemAndNobodyNamedTheirNamespace) {
  Options options = without_prometheus();
  options.collect_artifacts = false;
  options.namespaces = {"payments", "shop"};
  const auto rights = rights_to_give(options, {.node_events = true});
  ASSERT_THAT(words(rights), ElementsAre("list pods", "list events", "list events"));
  EXPECT_EQ(rights.back().place, Place::node_events_namespace);
  EXPECT_EQ(rights.back().without, Without::gap);
  options.namespaces = {"default", "shop"};
  EXPECT_THAT(words(rights_to_give(options, {.node_events = true})), ElementsAre("list pods", "list events"));
  options.namespaces.clear();
  EXPECT_THAT(words(rights_to_give(options, {.node_events = true})),
              ElementsAre("list namespaces", "get namespaces", "list pods", "list events"));
}

TEST(RightsOfAScan, OnlyReadAndSayWhatTheyAreFor) {
  for (const Right& right : rights_for(Options{})) {
    EXPECT_TRUE(right.verb == "get" || right.verb == "list") << right.verb;
    EXPECT_THAT(words_for(right.purpose), ::testing::Not(IsEmpty()));
    // Without a Prometheus nothing is refused that was asked for: a scan says that it found none.
    EXPECT_TRUE(right.place != Place::prometheus_namespace || right.without == Without::fallback);
    // What no role gives must not be missed.
    EXPECT_TRUE(right.in_roles || right.without == Without::fallback);
  }
}

}  // namespace
}  // namespace oomscan::access
