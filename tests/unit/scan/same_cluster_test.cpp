#include "scan/same_cluster.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::scan {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Cluster cluster(const std::string& name, const std::string& server, const std::string& user, bool current = false) {
  return {name, Context{"ctx-" + name, server, user, "", current}, {}};
}

std::vector<std::string> names_of(const std::vector<Cluster>& clusters) {
  std::vector<std::string> names;
  for (const Cluster& each : clusters) names.push_back(each.name);
  return names;
}

constexpr const char* kHere = "https://10.96.0.1:443";

TEST(SameCluster, IsNotWhatHasTheSameAddress) {
  const auto joined =
      join_clusters({cluster("site-a", kHere, "sso"), cluster("site-b", kHere, "sso")}, {{"uid-a"}, {"uid-b"}});
  EXPECT_THAT(names_of(joined.clusters), ElementsAre("site-a", "site-b"));
  EXPECT_EQ(joined.clusters[1].uid, "uid-b");
  EXPECT_THAT(joined.notes, IsEmpty());
}

TEST(SameCluster, IsOneBehindTwoAddressesForOneUser) {
  const auto joined = join_clusters(
      {cluster("b-outside", "https://outside", "u"), cluster("a-inside", "https://inside", "u")}, {{"uid"}, {"uid"}});
  ASSERT_EQ(joined.clusters.size(), 1U);
  EXPECT_EQ(joined.clusters[0].context.name, "ctx-b-outside") << "the first stands for both";
  EXPECT_EQ(joined.clusters[0].name, "a-inside") << "whichever stands for both, the name is the same";
  EXPECT_THAT(joined.clusters[0].folded, ElementsAre(::testing::Field(&Context::name, "ctx-a-inside")));
}

TEST(SameCluster, IsReadThroughTheCurrentContext) {
  const auto joined = join_clusters({cluster("a", "https://inside", "u"), cluster("b", "https://outside", "u", true)},
                                    {{"uid"}, {"uid"}});
  EXPECT_EQ(joined.clusters.at(0).context.name, "ctx-b");
  EXPECT_EQ(joined.clusters.at(0).name, "a");
}

TEST(SameCluster, IsReadByTheUserWhoSeesMost) {
  const std::vector<Cluster> clusters{cluster("a", kHere, "tenant", true), cluster("b", kHere, "admin")};
  EXPECT_THAT(seen_by_several_users(clusters, {{"uid"}, {"uid"}}), ElementsAre(0, 1));
  const auto joined = join_clusters(clusters, {{"uid", false}, {"uid", true}});
  ASSERT_EQ(joined.clusters.size(), 1U);
  EXPECT_EQ(joined.clusters[0].context.user, "admin");
}

TEST(SameCluster, IsReadByEachWhoWasAskedForByName) {
  const std::vector<Cluster> clusters{cluster("a", kHere, "tenant"), cluster("b", kHere, "admin")};
  const std::vector<Introduction> said{{"uid", false}, {"uid", true}};
  EXPECT_EQ(join_clusters(clusters, said, {"ctx-a", "ctx-b"}).clusters.size(), 2U);
  EXPECT_EQ(join_clusters(clusters, said, {"ctx-b"}).clusters.size(), 1U);
}

TEST(SameCluster, IsReadByEachWhereNobodySeesAll) {
  const auto joined =
      join_clusters({cluster("a", kHere, "tenant-1"), cluster("b", kHere, "tenant-2")}, {{"uid"}, {"uid"}});
  EXPECT_THAT(names_of(joined.clusters), ElementsAre("a", "b"));
  EXPECT_THAT(joined.notes, ElementsAre(AllOf(HasSubstr("'a', 'b' are one cluster"), HasSubstr("each is scanned"))));
}

TEST(SameCluster, IsInDoubtWhereOneDoesNotTell) {
  const auto joined =
      join_clusters({cluster("a", kHere, "tenant"), cluster("b", kHere, "admin")}, {{""}, {"uid", true}});
  EXPECT_THAT(names_of(joined.clusters), ElementsAre("a", "b"));
  EXPECT_THAT(joined.notes, ElementsAre(HasSubstr("'a', 'b' have the same address")));
}

TEST(SameCluster, IsNotGuessedWhereNobodyTells) {
  const auto joined = join_clusters({cluster("a", "https://one", "u"), cluster("b", "https://two", "u")}, {{}, {}});
  EXPECT_EQ(joined.clusters.size(), 2U);
  EXPECT_THAT(joined.notes, IsEmpty());
  EXPECT_THAT(seen_by_several_users(joined.clusters, {{}, {}}), IsEmpty());
}

Finding finding(const std::string& cluster, const std::string& pod) {
  Finding made;
  made.cluster = cluster;
  made.namespace_name = "shop";
  made.pod = pod;
  made.pod_uid = pod + "-uid";
  made.type = "OOMKilled";
  return made;
}

ScanReport report_of(const std::string& uid_of_a, const std::string& uid_of_b) {
  ScanReport report;
  report.coverage.resize(2);
  report.coverage[0].cluster = "a";
  report.coverage[0].cluster_uid = uid_of_a;
  report.coverage[1].cluster = "b";
  report.coverage[1].cluster_uid = uid_of_b;
  report.findings = {finding("a", "cart"), finding("b", "cart"), finding("b", "till")};
  return report;
}

TEST(FindingsOfOneCluster, AreToldOnce) {
  ScanReport report = report_of("uid", "uid");
  join_findings(report);
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_EQ(report.findings[0].cluster, "a");
  EXPECT_EQ(report.findings[1].pod, "till") << "what only the other user sees stays";
  EXPECT_THAT(report.coverage[0].notes, IsEmpty());
  EXPECT_THAT(report.coverage[1].notes, ElementsAre(HasSubstr("the same cluster as 'a': 1 finding")));
}

TEST(FindingsOfOneCluster, KnowWhatEitherUserSaw) {
  ScanReport report = report_of("uid", "uid");
  report.findings[1].evidence.push_back(
      {Source::events, Timestamp{Seconds{7}}, "Back-off restarting failed container"});
  report.findings[1].sources = {Source::events};
  join_findings(report);
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_EQ(report.findings[0].cluster, "a");
  ASSERT_EQ(report.findings[0].evidence.size(), 1U);
  EXPECT_EQ(report.findings[0].evidence[0].detail, "Back-off restarting failed container");
  EXPECT_THAT(report.findings[0].sources, ElementsAre(Source::events));
}

TEST(FindingsOfTwoClusters, AreToldOfEach) {
  for (const char* other : {"another", ""}) {
    ScanReport report = report_of("uid", other);
    join_findings(report);
    EXPECT_EQ(report.findings.size(), 3U);
    EXPECT_THAT(report.coverage[1].notes, IsEmpty());
  }
  ScanReport unknown = report_of("", "");
  join_findings(unknown);
  EXPECT_EQ(unknown.findings.size(), 3U) << "two that say nothing are not one";
}

}  // namespace
}  // namespace oomscan::scan
