#include "scan/context_selection.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::scan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Context context(std::string name, std::string server = "", std::string user = "") {
  Context c;
  c.name = std::move(name);
  c.server = server.empty() ? "https://" + c.name : std::move(server);
  c.user = std::move(user);
  c.route = c.server;
  return c;
}

std::vector<std::string> names_of(const std::vector<Cluster>& clusters) {
  std::vector<std::string> names;
  for (const Cluster& cluster : clusters) names.push_back(cluster.name);
  return names;
}

TEST(ShortClusterName, TakesThreeWordsAfterApi) {
  EXPECT_EQ(short_cluster_name("default/api-kflux-prd-es01-1ion-p1-openshiftapps-com:6443/jdoe"), "kflux-prd-es01");
  EXPECT_EQ(short_cluster_name("api-stone-prd-rh01"), "stone-prd-rh01");
  EXPECT_EQ(short_cluster_name("team/api-real-testbed-local:6443/u"), "real-testbed-local");
}

TEST(ShortClusterName, FallsBackToThePartThatNamesTheServer) {
  EXPECT_EQ(short_cluster_name("default/api-crc-testing:6443/kubeadmin"), "crc-testing");
  EXPECT_EQ(short_cluster_name("kind-dev"), "kind-dev");
  EXPECT_EQ(short_cluster_name("default/10-0-0-1:6443/admin"), "10-0-0-1");
}

TEST(ShortClusterName, IsNotFooledByApiInsideAWord) {
  EXPECT_EQ(short_cluster_name("myapi-one-two-three"), "myapi-one-two-three");
}

TEST(ShortClusterName, IsSafeAsAFileName) {
  EXPECT_EQ(short_cluster_name("../../etc"), "_.");
  EXPECT_EQ(short_cluster_name("arn:aws:eks:eu-west-1:1234:cluster/prod").find('/'), std::string::npos);
  EXPECT_EQ(short_cluster_name(""), "_");
}

TEST(FoldContexts, FoldsOneRouteAndUserIntoOneCluster) {
  const auto clusters = fold_contexts({context("a/api-x-y-z:6443/u", "https://api.x:6443", "u"),
                                       context("b/api-x-y-z:6443/u", "https://api.x:6443", "u")});
  ASSERT_EQ(clusters.size(), 1U);
  EXPECT_EQ(clusters[0].name, "x-y-z");
  EXPECT_EQ(clusters[0].context.name, "a/api-x-y-z:6443/u");
  ASSERT_EQ(clusters[0].folded.size(), 1U);
  EXPECT_EQ(clusters[0].folded[0].name, "b/api-x-y-z:6443/u");
}

TEST(FoldContexts, LetsTheCurrentContextRepresentItsClusterWithoutRenamingIt) {
  Context current = context("b/api-x-y-z:6443/u", "https://api.x:6443", "u");
  current.current = true;
  const auto clusters = fold_contexts({context("a/other:6443/u", "https://api.x:6443", "u"), current});
  ASSERT_EQ(clusters.size(), 1U);
  EXPECT_TRUE(clusters[0].context.current);
  EXPECT_EQ(clusters[0].name, "other");
}

TEST(FoldContexts, KeepsOneAddressBehindTwoRoutesApart) {
  std::vector<Context> contexts{context("site-a", "https://10.96.0.1:443", "sso"),
                                context("site-b", "https://10.96.0.1:443", "sso")};
  contexts[0].route = "through proxy a";
  contexts[1].route = "through proxy b";
  EXPECT_THAT(names_of(fold_contexts(contexts)), ElementsAre("site-a", "site-b"));
}

TEST(FoldContexts, KeepsDifferentUsersOfOneServerApart) {
  const auto clusters = fold_contexts({context("d/api-x-y-z:6443/alice", "https://api.x:6443", "alice/api-x-y-z:6443"),
                                       context("d/api-x-y-z:6443/bob", "https://api.x:6443", "bob/api-x-y-z:6443")});
  EXPECT_THAT(names_of(clusters), ElementsAre("x-y-z-alice", "x-y-z-bob"));
}

TEST(FoldContexts, TellsServersWithTheSameShortNameApart) {
  const auto clusters = fold_contexts({context("d/api-x-y-z-eu:6443/u", "https://api.eu:6443", "u"),
                                       context("d/api-x-y-z-us:6443/u", "https://api.us:6443", "u")});
  EXPECT_THAT(names_of(clusters), ElementsAre("x-y-z-api-x-y-z-eu", "x-y-z-api-x-y-z-us"));
}

TEST(FoldContexts, NeverGivesTwoClustersOneName) {
  std::vector<Context> contexts;
  for (int i = 0; i < 200; ++i) {
    contexts.push_back(context("d/api-x-y-z:6443/u", "https://api" + std::to_string(i), "u"));
    contexts.push_back(context("x-y-z-u", "https://other" + std::to_string(i), "u"));
  }
  const std::vector<std::string> names = names_of(fold_contexts(contexts));
  EXPECT_EQ(names.size(), 400U);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 400U);
}

TEST(FoldContexts, NeverFoldsContextsWithoutAServer) {
  Context one = context("one");
  Context two = context("two");
  one.server.clear();
  one.route.clear();
  two.server.clear();
  two.route.clear();
  EXPECT_EQ(fold_contexts({one, two}).size(), 2U);
}

class ChooseClusters : public ::testing::Test {
 protected:
  std::vector<Cluster> clusters_ = fold_contexts({
      context("default/api-kflux-prd-es01:6443/u", "https://es01", "u"),
      context("team/api-kflux-prd-es01:6443/u", "https://es01", "u"),
      context("default/api-kflux-prd-es02:6443/u", "https://es02", "u"),
      context("kind", "https://kind", "k"),
  });
};

TEST_F(ChooseClusters, TakesAllByDefault) { EXPECT_EQ(choose_clusters(clusters_, {})->size(), 3U); }

TEST_F(ChooseClusters, TakesAUniqueSubstring) {
  const auto chosen = choose_clusters(clusters_, {false, {"es02"}});
  ASSERT_TRUE(chosen.ok());
  EXPECT_THAT(names_of(*chosen), ElementsAre("kflux-prd-es02"));
}

TEST_F(ChooseClusters, TakesASubstringOfSeveralContextsOfOneCluster) {
  EXPECT_TRUE(choose_clusters(clusters_, {false, {"es01"}}).ok());
}

TEST_F(ChooseClusters, LetsTheExactNameRepresentTheCluster) {
  const auto chosen = choose_clusters(clusters_, {false, {"team/api-kflux-prd-es01:6443/u"}});
  ASSERT_TRUE(chosen.ok());
  EXPECT_EQ(chosen->front().context.name, "team/api-kflux-prd-es01:6443/u");
  EXPECT_EQ(chosen->front().name, "kflux-prd-es01");
}

TEST_F(ChooseClusters, ScansAClusterNamedTwiceOnce) {
  EXPECT_EQ(choose_clusters(clusters_, {false, {"es01", "team/"}})->size(), 1U);
}

TEST_F(ChooseClusters, RefusesAnAmbiguousNameAndListsTheCandidates) {
  const auto chosen = choose_clusters(clusters_, {false, {"prd"}});
  ASSERT_FALSE(chosen.ok());
  EXPECT_EQ(chosen.error().kind, ErrorKind::usage);
  EXPECT_THAT(chosen.error().message, HasSubstr("'prd' fits 2 contexts"));
  EXPECT_THAT(chosen.error().message, HasSubstr("'default/api-kflux-prd-es02:6443/u'"));
}

TEST_F(ChooseClusters, RefusesAnUnknownNameAndListsWhatThereIs) {
  const auto chosen = choose_clusters(clusters_, {false, {"nope"}});
  ASSERT_FALSE(chosen.ok());
  EXPECT_EQ(chosen.error().kind, ErrorKind::usage);
  EXPECT_THAT(chosen.error().hint, HasSubstr("'kind'"));
}

TEST_F(ChooseClusters, SaysWhenThereIsNoCurrentContext) {
  EXPECT_EQ(choose_clusters(clusters_, {true, {}}).error().kind, ErrorKind::usage);
  clusters_[1].context.current = true;
  EXPECT_THAT(names_of(*choose_clusters(clusters_, {true, {}})), ElementsAre("kflux-prd-es02"));
}

}  // namespace
}  // namespace oomscan::scan
