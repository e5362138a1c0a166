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
  EXPECT_THAT(words(rights_for(without_prometheus())),
              ElementsAre("list namespaces", "list pods", "list events", "get pods", "get pods/log"));
}

TEST(RightsOfAScan, AreOfTheNamedNamespacesOnlyAndThenWithoutTheirList) {
  Options options = without_prometheus();
  options.namespaces = {"payments", "shop"};
  const auto rights = rights_for(options);
  EXPECT_THAT(words(rights), ElementsAre("list pods", "list events", "get pods", "get pods/log"));
  for (const Right& right : rights) EXPECT_EQ(right.place, Place::named_namespaces);
}

TEST(RightsOfAScan, LeaveOutWhatTheOptionsSpare) {
  Options options = without_prometheus();
  options.collect_logs = false;
  EXPECT_THAT(words(rights_for(options)), ElementsAre("list namespaces", "list pods", "list events", "get pods"));
  options.collect_logs = true;
  options.collect_descriptions = false;
  EXPECT_THAT(words(rights_for(options)), ElementsAre("list namespaces", "list pods", "list events", "get pods/log"));
  options.collect_descriptions = true;
  options.collect_artifacts = false;
  EXPECT_THAT(words(rights_for(options)), ElementsAre("list namespaces", "list pods", "list events"));
}

TEST(RightsOfAScan, HoldWhatFindsAPrometheusUnlessItIsNamedOrSkipped) {
  Options options;
  options.collect_artifacts = false;
  EXPECT_THAT(words(rights_for(options)),
              ElementsAre("list namespaces", "list pods", "list events", "get route.openshift.io/routes",
                          "get monitoring.coreos.com/prometheuses/api", "list services", "get services/proxy"));
  options.prometheus_url = "https://prometheus.example";
  EXPECT_THAT(words(rights_for(options)), ElementsAre("list namespaces", "list pods", "list events"));
}

TEST(RightsOfAScan, OnlyReadAndSayWhatTheyAreFor) {
  for (const Right& right : rights_for(Options{})) {
    EXPECT_TRUE(right.verb == "get" || right.verb == "list") << right.verb;
    EXPECT_THAT(words_for(right.purpose), ::testing::Not(IsEmpty()));
    // Without a Prometheus nothing is refused that was asked for: a scan says that it found none.
    EXPECT_EQ(right.without == Without::fallback, right.place == Place::prometheus_namespace);
  }
}

}  // namespace
}  // namespace oomscan::access
