#include "oomscan/model/finding_join.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

Finding finding() {
  Finding f;
  f.cluster = "prd";
  f.cluster_id = "u";
  f.context = "prd/admin";
  f.namespace_name = "a";
  f.pod = "web-1";
  f.pod_uid = "uid-1";
  f.container = "app";
  f.type = "OOMKilled";
  f.timestamps = {Timestamp{Seconds{10}}};
  f.sources = {Source::oc_get_pods};
  f.evidence = {{Source::oc_get_pods, Timestamp{Seconds{10}}, "status"}};
  f.state = State::active;
  f.confidence = Confidence::confirmed;
  f.workload = {"Deployment", "web"};
  f.memory_limit_bytes = 5;
  return f;
}

std::vector<Finding> views() {
  Finding events = finding();
  events.cluster = "dev";
  events.context = "dev/me";
  events.timestamps = {Timestamp{Seconds{10}}, Timestamp{Seconds{30}}};
  events.sources = {Source::events};
  events.evidence = {{Source::events, Timestamp{Seconds{30}}, "event"}};
  events.state = State::unknown;
  events.confidence = Confidence::probable;
  events.workload = {"", "web", true};
  events.memory_limit_bytes.reset();
  events.exit_code = 137;
  Finding metric = finding();
  metric.cluster = "x";
  metric.timestamps = {};
  metric.sources = {Source::prometheus};
  metric.evidence = {};
  metric.state = State::gone;
  metric.confidence = Confidence::suspect;
  metric.cause = "metric";
  metric.restart_count = 3;
  return {finding(), events, metric};
}

TEST(Joined, KnowsWhatEitherKnew) {
  const auto all = views();
  const Finding one = joined(all[0], all[1]);
  EXPECT_THAT(one.timestamps, ElementsAre(Timestamp{Seconds{10}}, Timestamp{Seconds{30}}));
  EXPECT_THAT(one.sources, ElementsAre(Source::events, Source::oc_get_pods));
  EXPECT_THAT(one.evidence, SizeIs(2));
  EXPECT_EQ(one.state, State::active);
  EXPECT_EQ(one.confidence, Confidence::confirmed);
  EXPECT_EQ(one.workload, (Workload{"Deployment", "web"}));
  EXPECT_EQ(one.memory_limit_bytes, 5);
  EXPECT_EQ(one.exit_code, 137);
  EXPECT_EQ(one.cluster, "dev");
  EXPECT_EQ(one.context, "dev/me");
}

TEST(Joined, DependsNeitherOnOrderNorOnGroupingNorOnRepetition) {
  const auto v = views();
  for (const Finding& a : v) {
    EXPECT_EQ(joined(a, a), a);
    for (const Finding& b : v) {
      EXPECT_EQ(joined(a, b), joined(b, a));
      EXPECT_EQ(joined(joined(a, b), b), joined(a, b));
      for (const Finding& c : v) EXPECT_EQ(joined(joined(a, b), c), joined(a, joined(b, c)));
    }
  }
}

TEST(Joined, KeepsApartWhatIsNotTheSameFailure) {
  std::vector<Finding> all{finding()};
  for (std::string Finding::* member :
       {&Finding::cluster_id, &Finding::namespace_name, &Finding::pod_uid, &Finding::container, &Finding::type}) {
    Finding other = finding();
    (other.*member) += "2";
    EXPECT_FALSE(tell_of_the_same(finding(), other));
    all.push_back(other);
  }
  EXPECT_THAT(joined(all), SizeIs(6));
  all.push_back(finding());
  EXPECT_THAT(joined(all), SizeIs(6));
}

}  // namespace
}  // namespace oomscan
